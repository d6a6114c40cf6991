using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of the Remove cmdlets: takes what hangs below along, or refuses and says what it is.</summary>
/// <typeparam name="T">The record.</typeparam>
public abstract class RemoveCommand<T> : WriteCommand where T : PanelObject, new()
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
        if (!ShouldProcess(target.ToString(), $"Remove {Noun.Title}{(Recurse || Noun.RemovesDependents ? " and what hangs below it" : "")}")) return;
        Enqueue(target, target.ToString(), (row, cancel) => RemoveAsync(row, target, cancel));
    }

    private async Task RemoveAsync(Row row, Reference<T> target, CancellationToken cancel)
    {
        T value;
        try { value = target.Value is { } known && !row.MayBeDone ? known : await Lookup.ReadAsync(Noun, target.Value is { } read ? new Reference<T>(read.Id) : target, cancel).ConfigureAwait(false); }
        catch (PanelException problem) when (problem.Kind == FaultKind.NotFound && row.MayBeDone)
        {
            row.Verbose($"{Noun.Title} {target} was removed by an earlier run.");
            return;
        }

        row.LookedAt();
        row.Keep(value.Id);
        var below = await Noun.DependentsAsync(value, Lookup, cancel).ConfigureAwait(false);
        if (await Noun.ObstacleAsync(value, Lookup, cancel).ConfigureAwait(false) is { } obstacle) throw new PanelException(FaultKind.Refused, Noun.Functions + "_delete", obstacle);
        if (!Recurse && !Noun.RemovesDependents && below.Where(dependent => !dependent.Implied).ToArray() is { Length: > 0 } inTheWay) throw Refusal(value, inTheWay);

        var removed = false;
        foreach (var call in Noun.RemovalCalls(value, below, Lookup))
        {
            var (changed, sent) = await RepeatAsync(row, $"{Noun.Title} {value}", call, cancel).ConfigureAwait(false);
            // What is gone when it is sent again was removed by the call whose answer was lost.
            removed = changed > 0 || sent > 1;
        }

        if (!removed) throw PanelException.NotFound(Noun.Functions + "_delete", $"{Noun.Title} '{value}'");
        foreach (var dependent in below) row.Verbose($"{dependent.Title} {dependent.Name} went along.");
        row.Verbose($"{Noun.Title} {value} was removed.");
    }

    private PanelException Refusal(T value, Dependent[] below)
    {
        var names = string.Join(", ", below.Take(Named).Select(dependent => $"{dependent.Title} {dependent.Name}"));
        var more = below.Length > Named ? $" and {(below.Length - Named).ToString(CultureInfo.InvariantCulture)} more" : "";
        return new PanelException(FaultKind.Refused, Noun.Functions + "_delete", $"{Noun.Title} {value} is not removed while these hang below it: {names}{more}. Use -Recurse to take them along.");
    }
}
