using System.Management.Automation;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.PowerShell.Servers;

/// <summary>Gets the number of changes that the servers have not applied yet.</summary>
[Cmdlet(VerbsCommon.Get, "NpJobQueue")]
[OutputType(typeof(JobQueueState))]
public sealed class GetNpJobQueueCommand : ServerCommand
{
    /// <inheritdoc/>
    protected override void ProcessRow()
        => WriteOfServers(async (server, cancel) => (IReadOnlyList<JobQueueState>)[await new JobQueue(Connection).CountAsync(server, cancel).ConfigureAwait(false)]);
}
