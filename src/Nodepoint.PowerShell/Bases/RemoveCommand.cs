using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of the Remove cmdlets: removes dependents too, or refuses and names them.</summary>
/// <typeparam name="T">The record.</typeparam>
public abstract class RemoveCommand<T> : WriteCommand where T : PanelObject, new()
{
    private const int MostNamed = 5;

    /// <summary>Removes dependents too. Without it, a record that has dependents is not removed, and the error names them.</summary>
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
        if (!ShouldProcess(Describe($"{Noun.Title} {target}"), Recurse || Noun.RemovesDependents ? "Remove with all dependents" : "Remove")) return;
        Enqueue(target, target.ToString(), (row, cancel) => RemoveAsync(row, target, cancel));
    }

    private async Task RemoveAsync(Row row, Reference<T> target, CancellationToken cancel)
    {
        T value;
        try { value = target.Value is { } known && !row.MayBeDone ? known : await Lookup.ReadAsync(Noun, target.Value is { } read ? new Reference<T>(read.Id) : target, cancel).ConfigureAwait(false); }
        catch (PanelException problem) when (problem.Kind == FaultKind.NotFound && row.MayBeDone)
        {
            row.Verbose($"{Noun.Title.Capitalized()} {target} was removed by an earlier run.");
            return;
        }

        row.MarkChecked();
        row.Keep(value.Id);
        var dependents = await Noun.DependentsAsync(value, Lookup, cancel).ConfigureAwait(false);
        if (await Noun.FindRemovalBlockerAsync(value, Lookup, cancel).ConfigureAwait(false) is { } obstacle) throw new PanelException(FaultKind.Refused, Noun.Functions + "_delete", obstacle);
        if (!Recurse && !Noun.RemovesDependents && dependents.Where(dependent => !dependent.Implied).ToArray() is { Length: > 0 } blocking) throw Refusal(value, blocking);

        var removed = false;
        foreach (var call in Noun.RemovalCalls(value, dependents, Lookup))
        {
            var (changed, sent) = await RepeatAsync(row, $"{Noun.Title} {value}", call, cancel).ConfigureAwait(false);
            // What is missing when the request is sent again was removed by the request whose response was lost.
            removed = changed > 0 || sent > 1;
        }

        if (!removed) throw PanelException.NotFound(Noun.Functions + "_delete", $"{Noun.Title} '{value}'");
        foreach (var dependent in dependents) row.Verbose($"{dependent.Title.Capitalized()} {dependent.Name} was removed too.");
        row.Verbose($"{Noun.Title.Capitalized()} {value} was removed.");
    }

    private PanelException Refusal(T value, Dependent[] dependents)
    {
        var names = string.Join(", ", dependents.Take(MostNamed).Select(dependent => $"{dependent.Title} {dependent.Name}"));
        var more = dependents.Length > MostNamed ? $" and {(dependents.Length - MostNamed).ToString(CultureInfo.InvariantCulture)} more" : "";
        return new PanelException(FaultKind.Refused, Noun.Functions + "_delete", $"Cannot remove {Noun.Title} {value} because it still has: {names}{more}. Use -Recurse to remove them too.");
    }
}
