using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Platform;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Dns;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Platform;

/// <summary>The base of the cmdlets for the challenges by which a certificate authority sees who controls a domain.</summary>
public abstract class AcmeChallengeCommand : PanelCommand
{
    /// <summary>The domain of the certificate, such as www.example.com or *.example.com, or the name of its record, _acme-challenge.www.example.com. The record is in the longest zone of the panel that holds the name. If the name is an alias (CNAME), it is that of its target.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Domain", "RecordName")]
    public string Name { get; set; } = "";

    /// <summary>The object from the pipeline, which says on which panel it is.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    private protected override object CreateWriter(CommandPanel panel) => new AcmeChallengeWriter(new DnsRecordWriter(panel.Lookup, SerialRaiser.Attach(Runner, panel), WriteOptions.Default));

    /// <summary>Writes challenges.</summary>
    private protected static AcmeChallengeWriter Writer(Row row) => (AcmeChallengeWriter)row.Panel.Writer!;

    /// <summary>Reads the name and the value of the current row.</summary>
    /// <param name="token">The value; null for none.</param>
    /// <param name="name">The full name of the challenge.</param>
    /// <returns>Whether they are valid; otherwise the row is refused.</returns>
    private protected bool TryRead(ref string? token, out string name)
    {
        name = Name;
        try
        {
            name = AcmeChallengeWriter.NameOf(Name);
            if (token is not null) token = AcmeChallengeWriter.CheckToken(token);
            return true;
        }
        catch (RuleException problem)
        {
            Runner.Refuse(Name, Name, PanelErrors.Record(problem, Name));
            return false;
        }
    }

    /// <summary>What a row is about, for its journal.</summary>
    private protected static RowSubject SubjectOf(string name, string? token) => new(token is null ? name : $"{name} {token}");
}
