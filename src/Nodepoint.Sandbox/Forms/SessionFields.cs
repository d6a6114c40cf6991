using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Functions;

namespace Nodepoint.Sandbox.Forms;

/// <summary>The fields that a form has in a session. What the panel does not show to a client is dropped from its calls without an error.</summary>
internal static class SessionFields
{
    public static IEnumerable<FieldDefinition> Of(PanelCall call, FormDefinition form)
    {
        var hidden = form.SessionFields.Where(f => !IsShown(call, f)).SelectMany(f => f.Fields).ToHashSet(StringComparer.Ordinal);
        return (call.Profile.IsAdmin ? form.Fields : form.ClientFields).Where(f => !hidden.Contains(f.Name));
    }

    private static bool IsShown(PanelCall call, SessionFieldsEntry fields)
    {
        if (fields.Setting is { } setting && !IsOn(call, setting)) return false;
        if (call.Profile.IsAdmin) return true;
        if (fields.ForAdmin) return fields.ResellerSetting is { } option && IsOn(call, option) && Ownership.HasClients(call, call.Profile.UserId);
        return fields.Limit is null || Ownership.ClientOfGroup(call, call.Profile.DefaultGroup)?[fields.Limit] == "y";
    }

    private static bool IsOn(PanelCall call, string setting) => setting.Split(':') is var parts && call.Config.SystemValue(parts[0], parts[1]) == "y";
}
