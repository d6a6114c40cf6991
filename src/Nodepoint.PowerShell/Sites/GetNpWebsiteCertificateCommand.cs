using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Servers;
using Nodepoint.IspConfig.Sites;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Sites;

/// <summary>Gets the https settings of websites and the problems of their certificates.</summary>
[Cmdlet(VerbsCommon.Get, "NpWebsiteCertificate")]
[OutputType(typeof(WebsiteCertificate))]
[Throttled]
public sealed partial class GetNpWebsiteCertificateCommand : PanelCommand
{
    /// <summary>The website: its domain, its ID, or the website itself.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Domain")]
    [ReferenceInput<Website>(Columns = ["Website", "Domain"])]
    [ArgumentCompleter(typeof(KeyCompleter<Website>))]
    public Reference<Website> Website { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        var reference = Website;
        Runner.Read(reference, async (row, cancel) =>
        {
            var site = await row.Panel.Lookup.ReadAsync(WebsiteNoun.Instance, reference, cancel).ConfigureAwait(false);
            row.Write(WebsiteCertificate.Of(site, row.Panel.Connection.Time.GetUtcNow(), await WaitingAsync(row.Panel, site.ServerId, cancel).ConfigureAwait(false)));
        });
    }

    // Once for each server. A remote user without the permission for the job queue sees the rest.
    private static Task<long?> WaitingAsync(CommandPanel panel, long server, CancellationToken cancel) => panel.Lookup.OnceAsync("waiting changes", server.ToString(CultureInfo.InvariantCulture), async () =>
    {
        try { return (long?)(await new JobQueue(panel.Connection).CountAsync(new Server(server, ""), cancel).ConfigureAwait(false)).Waiting; }
        catch (PanelException problem) when (problem.Kind is FaultKind.PermissionDenied or FaultKind.Refused or FaultKind.UnknownFunction) { return null; }
    });
}
