using System.Management.Automation;
using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of the Enable and Disable cmdlets.</summary>
/// <typeparam name="T">The record.</typeparam>
public abstract class StatusCommand<T> : WriteCommand where T : PanelObject, new()
{
    /// <summary>The record: its name, its ID, or the record itself.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Domain", "Origin", "Zone")]
    public Reference<T> Identity { get; set; } = null!;

    /// <summary>Returns the changed record.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The noun.</summary>
    protected abstract PanelNoun<T> Noun { get; }

    /// <summary>Whether the record is enabled.</summary>
    protected abstract bool Active { get; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var target = Identity;
        if (!ShouldProcess(Describe($"{Noun.Title} {target}"), Active ? "Enable" : "Disable")) return;
        Enqueue(target, target.ToString(), (row, cancel) => SwitchAsync(row, target, cancel), PassThru ? (_, stored) => StoredRecord.Read(Noun, new T(), stored) : null, subject: target.ToString());
    }

    private async Task SwitchAsync(Row row, Reference<T> target, CancellationToken cancel)
    {
        var value = await Lookup.ReadAsync(Noun, target, cancel).ConfigureAwait(false);
        if (Noun.IsActive(value) != Active)
        {
            await RepeatAsync(row, $"{Noun.Title} {value}", Noun.StatusCall(value, Active, Lookup), cancel).ConfigureAwait(false);
            row.Verbose($"{Noun.Title.Capitalized()} {value} was {(Active ? "enabled" : "disabled")}.");
        }
        else row.Verbose($"{Noun.Title.Capitalized()} {value} is already {(Active ? "enabled" : "disabled")}; nothing was sent.");

        row.Keep(value.Id);
        if (!PassThru) return;
        var after = await Lookup.ReadAsync(Noun, new Reference<T>(value.Id), cancel).ConfigureAwait(false);
        row.Keep(after.Id, () => StoredRecord.Write(Noun, new T(), after));
        row.Write(after);
    }
}
