using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Forms;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Writing;

/// <summary>Makes for a preview the checks that the panel makes when it gets a call: those of its form, and those of its functions.</summary>
/// <typeparam name="T">The record's type.</typeparam>
/// <param name="noun">The noun.</param>
/// <param name="lookup">The panel.</param>
internal sealed class PanelCheck<T>(PanelNoun<T> noun, PanelLookup lookup) where T : PanelObject
{
    /// <summary>Checks a record that a call adds or changes.</summary>
    /// <param name="call">The call.</param>
    /// <param name="before">The record as it is; null for a new one.</param>
    /// <param name="after">The record as it is to be.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <exception cref="PanelException">The panel would refuse the call, with the same error.</exception>
    public async Task RunAsync(PanelCall call, T? before, T after, CancellationToken cancel)
    {
        if (await noun.FindConflictAsync(before, after, lookup, cancel).ConfigureAwait(false) is { } conflict) Refuse(call, [conflict]);
        if (!PanelFunctions.TryGet(call.Function, out var function) || function.Form is not { } form) return;
        var sent = Members(call);
        var stored = before is null ? null : lookup.Preview?.Stored(noun.Table, before.Id);
        var errors = new List<string>();
        // The panel overwrites these, whatever is sent.
        var overwritten = before is null ? noun.SetAfterAdd.Select(ordinal => noun.Columns[ordinal].Name).ToHashSet() : [];
        foreach (var rule in FormRules.Of(form))
        {
            if (overwritten.Contains(rule.Column)) continue;
            var isSent = sent.TryGetValue(rule.Column, out var value);
            if (!isSent && before is not null)
            {
                // The panel checks the whole record again when a part of it changes.
                if (stored is not { } row || !row.TryGetProperty(rule.Column, out var kept)) continue;
                value = kept.ToString();
            }

            // The panel sets it when it adds the record.
            if (before is null && noun.SetAfterAdd.Any(ordinal => noun.Columns[ordinal].Name == rule.Column) && string.IsNullOrEmpty(value)) continue;

            var filtered = rule.Filtered(value ?? "");
            if (!rule.Passes(filtered)) errors.Add(rule.ErrorKey);
            else if (rule.Kind == "UNIQUE" && isSent && await IsTakenAsync(rule, filtered, before, after, cancel).ConfigureAwait(false)) errors.Add(rule.ErrorKey);
            else if (rule.Kind == "CUSTOM" && isSent && await noun.FindFormErrorAsync(rule.Argument, rule.Column, filtered, before, after, lookup, cancel).ConfigureAwait(false) is { } key) errors.Add(key.Length > 0 ? key : rule.ErrorKey);
        }

        if (errors.Count > 0) Refuse(call, errors);
    }

    private async Task<bool> IsTakenAsync(FormRule rule, string value, T? before, T after, CancellationToken cancel)
    {
        if (rule.AllowsEmpty && value.Length == 0) return false;
        var isKey = rule.Column == noun.Columns[noun.KeyOrdinal].Name;
        // A new record with this key was looked for already, unless other nouns share the table.
        if (before is null && noun.IsWholeTable && (isKey || value.Equals(noun.KeyOf(after), StringComparison.OrdinalIgnoreCase))) return false;
        if (before is not null && noun.Differences(before, after) is var changed && !changed.Any(ordinal => noun.Columns[ordinal].Name == rule.Column)) return false;
        return (await lookup.Table(noun).ListRowsAsync([new(rule.Column, value)], cancel).ConfigureAwait(false))
            .Any(row => row.Number(noun.IdColumn) != (before?.Id ?? 0) && row.Text(rule.Column).Equals(value, StringComparison.OrdinalIgnoreCase));
    }

    private void Refuse(PanelCall call, IEnumerable<string> errors) => throw lookup.Connection.Refusal(call.Function, string.Join("<br />", errors));

    private static Dictionary<string, string> Members(PanelCall call)
    {
        if (!call.Members().TryGetProperty("params", out var members)) return [];
        // A list is checked value by value or not at all.
        return members.EnumerateObject().Where(member => member.Value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object)).ToDictionary(member => member.Name, member => member.Value.ToString());
    }
}
