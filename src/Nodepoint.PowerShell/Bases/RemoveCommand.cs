using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using Nodepoint.IspConfig;
using Nodepoint.IspConfig.Entities;

namespace Nodepoint.PowerShell;

/// <summary>The base of the Remove cmdlets: takes what hangs below along, or refuses and says what it is.</summary>
/// <typeparam name="T">The record.</typeparam>
public abstract class RemoveCommand<T> : BulkCommand where T : PanelObject, new()
{
    private const int Named = 5;

    /// <summary>Takes along what hangs below it; without it, the cmdlet refuses and names what that is.</summary>
    [Parameter]
    [Alias("Everything")]
    public SwitchParameter Recurse { get; set; }

    /// <summary>The noun.</summary>
    protected abstract PanelNoun<T> Noun { get; }

    /// <summary>The record to remove.</summary>
    protected abstract Reference<T> TargetReference { get; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var target = TargetReference;
        if (!ShouldProcess(target.ToString(), $"Remove {Noun.Title}{(Recurse || Noun.TakesBelowAlong ? " and what hangs below it" : "")}")) return;
        Enqueue(target, (row, cancel) => RemoveAsync(row, target, cancel));
    }

    private async Task RemoveAsync(Row row, Reference<T> target, CancellationToken cancel)
    {
        var value = target.Value ?? await Lookup.ReadAsync(Noun, target, cancel).ConfigureAwait(false);
        var below = await Noun.BelowAsync(value, Lookup, cancel).ConfigureAwait(false);
        if (await Noun.ObstacleAsync(value, Lookup, cancel).ConfigureAwait(false) is { } obstacle) throw new PanelException(FaultKind.Refused, Noun.Functions + "_delete", obstacle);
        if (!Recurse && !Noun.TakesBelowAlong && below.Where(dependent => !dependent.Implied).ToArray() is { Length: > 0 } inTheWay) throw Refusal(value, inTheWay);

        var changed = 0L;
        foreach (var call in Noun.RemovalCalls(value, below, Lookup))
            changed = await Connection.CallAsync(call, Rows, cancel).ConfigureAwait(false);
        if (changed == 0) throw PanelException.NotFound(Noun.Functions + "_delete", $"{Noun.Title} '{value}'");
        foreach (var dependent in below) row.Verbose($"{dependent.Title} {dependent.Name} went along.");
        row.Verbose($"{Noun.Title} {value} was removed.");
    }

    // client_delete_everything answers true where others count rows.
    private static long Rows(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.True ? 1 : PanelValue.Number(ref reader);

    private PanelException Refusal(T value, Dependent[] below)
    {
        var names = string.Join(", ", below.Take(Named).Select(dependent => $"{dependent.Title} {dependent.Name}"));
        var more = below.Length > Named ? $" and {(below.Length - Named).ToString(CultureInfo.InvariantCulture)} more" : "";
        return new PanelException(FaultKind.Refused, Noun.Functions + "_delete", $"{Noun.Title} {value} is not removed while these hang below it: {names}{more}. Use -Recurse to take them along.");
    }
}
