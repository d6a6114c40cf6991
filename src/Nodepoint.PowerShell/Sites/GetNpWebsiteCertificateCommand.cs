using System.Management.Automation;
using Nodepoint.IspConfig.Model;
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
    protected override void ProcessRecord()
    {
        var reference = Website;
        Runner.Read(reference, async (row, cancel) => row.Write(WebsiteCertificate.Of(await row.Panel.Lookup.ReadAsync(WebsiteNoun.Instance, reference, cancel).ConfigureAwait(false), row.Panel.Connection.Time.GetUtcNow())));
    }
}
