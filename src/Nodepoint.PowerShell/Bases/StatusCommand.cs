using System.Management.Automation;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of the Enable and Disable cmdlets.</summary>
/// <typeparam name="T">The record.</typeparam>
[Journaled]
public abstract partial class StatusCommand<T> : PanelCommand where T : PanelObject, new()
{
    /// <summary>The object from the pipeline, which says on which panel it is, even if its other parameters are bound by property name.</summary>
    [Parameter(ParameterSetName = "Identity", ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Returns the changed record.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The noun.</summary>
    protected abstract PanelNoun<T> Noun { get; }

    /// <summary>The record to enable or disable.</summary>
    protected abstract Reference<T> TargetReference { get; }

    /// <summary>Whether the record is enabled.</summary>
    protected abstract bool Active { get; }

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        Runner.Missing = subject => RowSubject.ToReference<T>(subject) is var target ? [new MissingRow(WorkOn(target), CommandLineWith(("Identity", target), (nameof(PanelObject.Id), null)))] : [];
    }

    /// <inheritdoc/>
    protected override void ProcessRow() => Runner.Run(WorkOn(TargetReference));

    private RowWork WorkOn(Reference<T> target)
        => new(target, target.ToString(), (row, cancel) => SwitchAsync(row, target, cancel))
        {
            About = RowSubject.Of(target),
            FinishAsync = async (row, cancel) => await FinishedRow.TryAsync(row, await PlanAsync(row, target, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false),
            What = $"{Noun.Title} {target}",
            Action = Active ? "Enable" : "Disable",
            PlanAsync = async (row, cancel) => await PlanAsync(row, target, cancel).ConfigureAwait(false),
            Restore = PassThru ? (_, stored) => StoredRecord.Read(Noun, new T(), stored) : null,
            TakesTurns = true,
        };

    private protected override object CreateWriter(CommandPanel panel) => new RecordWriter<T>(Noun, panel.Lookup, new WriteOptions { ReadBack = PassThru });

    private static RecordWriter<T> Writer(Row row) => (RecordWriter<T>)row.Panel.Writer!;

    private async Task<WritePlan<T>> PlanAsync(Row row, Reference<T> target, CancellationToken cancel)
    {
        Task<T> ReadAsync(CancellationToken token) => row.Panel.Lookup.ReadAsync(Noun, target, token);
        return Writer(row).PlanStatus(target, row.Turn is null ? await ReadAsync(cancel).ConfigureAwait(false) : await RowTarget.ReadAsync(row, ReadAsync, cancel).ConfigureAwait(false), Active);
    }

    private async Task SwitchAsync(Row row, Reference<T> target, CancellationToken cancel)
    {
        var plan = await PlanAsync(row, target, cancel).ConfigureAwait(false);
        var (_, after) = await plan.CarryOutAsync(row, cancel).ConfigureAwait(false);
        row.Keep(after!.Id, PassThru ? () => StoredRecord.Write(Noun, new T(), after) : null);
        if (PassThru) row.Write(after);
    }
}
