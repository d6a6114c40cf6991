using System.Management.Automation;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of the Remove cmdlets: removes dependents too, or refuses and names them.</summary>
/// <typeparam name="T">The record.</typeparam>
[Journaled]
public abstract partial class RemoveCommand<T> : PanelCommand where T : PanelObject, new()
{
    /// <summary>Removes dependents too. Without it, a record that has dependents is not removed, and the error names them.</summary>
    [Parameter]
    [Alias("Everything")]
    public SwitchParameter Recurse { get; set; }

    /// <summary>The object from the pipeline, which says on which panel it is, even if its other parameters are bound by property name.</summary>
    [Parameter(ParameterSetName = "Identity", ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    private protected override ConfirmImpact Impact => Recurse ? ConfirmImpact.High : base.Impact;

    /// <summary>The noun.</summary>
    protected abstract PanelNoun<T> Noun { get; }

    /// <summary>The record to remove.</summary>
    protected abstract Reference<T> TargetReference { get; }

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        Runner.Missing = subject => RowSubject.ToReference<T>(subject) is var target ? [new MissingRow(WorkOn(target), CommandLineWith(("Identity", target), (nameof(PanelObject.Id), null)))] : [];
    }

    /// <inheritdoc/>
    protected override void ProcessRow() => Runner.Run(WorkOn(TargetReference));

    private RowWork WorkOn(Reference<T> target)
        => new(target, target.ToString(), (row, cancel) => RemoveAsync(row, target, cancel))
        {
            About = RowSubject.Of(target),
            FinishAsync = async (row, cancel) => await FinishedRow.TryAsync(row, await Writer(row).PlanRemovalAsync(target, row, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false),
            What = $"{Noun.Title} {target}",
            Action = Recurse || Noun.RemovesDependents ? "Remove with all dependents" : "Remove",
            PlanAsync = async (row, cancel) => await Writer(row).PlanRemovalAsync(target, row, cancel).ConfigureAwait(false),
        };

    private protected override object CreateWriter(CommandPanel panel) => new RecordWriter<T>(Noun, panel.Lookup, new WriteOptions { Recurse = Recurse });

    private static RecordWriter<T> Writer(Row row) => (RecordWriter<T>)row.Panel.Writer!;

    private static async Task RemoveAsync(Row row, Reference<T> target, CancellationToken cancel)
    {
        var plan = await Writer(row).PlanRemovalAsync(target, row, cancel).ConfigureAwait(false);
        var (_, removed) = await plan.CarryOutAsync(row, cancel).ConfigureAwait(false);
        if (removed is not null) row.Keep(removed.Id);
    }
}
