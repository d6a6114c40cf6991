using System.Management.Automation;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Errors;

namespace Nodepoint.PowerShell.Mail;

/// <summary>Generates a DKIM key pair without sending anything to a panel.</summary>
[Cmdlet(VerbsCommon.New, "NpDkimKey")]
[OutputType(typeof(DkimKey))]
public sealed class NewNpDkimKeyCommand : PSCmdlet
{
    /// <summary>The selector: lowercase letters and digits.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(DkimSelectorCompleter))]
    public string Selector { get; set; } = DkimSelector.Default;

    /// <summary>The length of the key in bits, from 1024 to 4096.</summary>
    [Parameter]
    [Alias("Bits")]
    [ValidateRange(DkimKeyPair.ShortestBits, DkimKeyPair.LongestBits)]
    public int KeyLength { get; set; } = DkimKeyPair.DefaultBits;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            var name = DkimSelector.RecordName(Selector);
            var key = DkimKeyPair.Generate(KeyLength);
            WriteObject(new DkimKey(Selector, key.Bits, SecretText.From(key.ExportPrivateKeyPem()), key.PublicKeyPem, name, DkimRecord.For(key).Value));
        }
        catch (Exception problem) when (PanelErrors.IsExpected(problem))
        {
            WriteError(PanelErrors.Record(problem, Selector));
        }
    }
}
