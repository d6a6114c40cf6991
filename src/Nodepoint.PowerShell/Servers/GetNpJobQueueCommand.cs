using System.Management.Automation;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.PowerShell.Servers;

/// <summary>Shows how many changes wait for the servers to put them into effect.</summary>
[Cmdlet(VerbsCommon.Get, "NpJobQueue")]
[OutputType(typeof(JobQueueState))]
public sealed class GetNpJobQueueCommand : ServerCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
        => WriteOfServers(async (server, cancel) => (IReadOnlyList<JobQueueState>)[await new JobQueue(Connection).CountAsync(server, cancel).ConfigureAwait(false)]);
}
