using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.IspConfig.State.Changes;

/// <summary>The columns of a newer panel that have no member, in the rows of the data log.</summary>
internal static class RecordFields
{
    /// <summary>The columns that differ; of an added or removed record, none.</summary>
    public static IEnumerable<ChangedMember> Differences(string table, PanelObject? from, PanelObject? to)
    {
        if (from is null || to is null) yield break;
        foreach (var (name, value) in to.AdditionalFields.OrderBy(field => field.Key, StringComparer.Ordinal))
            if (!PanelColumns.Has(table, name) && from.AdditionalFields.TryGetValue(name, out var old) && old != value)
                yield return SecretName.Is(name) ? new ChangedMember(name, null, null) : RecordMembers.Describe(name, old ?? "", value ?? "");
    }
}
