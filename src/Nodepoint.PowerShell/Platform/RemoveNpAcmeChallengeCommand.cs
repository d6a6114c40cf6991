using System.Management.Automation;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Platform;

/// <summary>Withdraws the value of an ACME challenge: removes its TXT record. A value that is not there is no error.</summary>
[Cmdlet(VerbsCommon.Remove, "NpAcmeChallenge", SupportsShouldProcess = true)]
[Journaled]
public sealed partial class RemoveNpAcmeChallengeCommand : AcmeChallengeCommand
{
    /// <summary>The value to withdraw. The default is all values of the name.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Value", "TxtValue")]
    [TextInput(NotEmpty = true)]
    public string? Token { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        var token = Token;
        if (!TryRead(ref token, out var name)) return;
        Runner.Run(new RowWork(Name, name, async (row, cancel) => row.Keep((await (await Writer(row).PlanRemovalAsync(name, token, row, cancel).ConfigureAwait(false)).CarryOutAsync(row, cancel).ConfigureAwait(false)).Record?.Id ?? 0))
        {
            About = SubjectOf(name, token),
            What = $"ACME challenge {name}",
            Action = token is null ? "Withdraw all values" : "Withdraw its value",
            PlanAsync = async (row, cancel) => await Writer(row).PlanRemovalAsync(name, token, row, cancel).ConfigureAwait(false),
            IsPlannedInOrder = true,
            Subject = name,
        });
    }
}
