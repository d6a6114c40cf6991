using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace Nodepoint.EngineHost.Commands;

/// <summary>Out-File, which is also what <c>&gt;</c> and <c>&gt;&gt;</c> run.</summary>
[Cmdlet(VerbsData.Out, "File")]
public sealed class OutFileCommand : FrontEndCommandBase
{
    private StreamWriter? _file;

    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath", "Path")]
    public string FilePath { get; set; } = "";

    [Parameter(Position = 1)]
    public object? Encoding { get; set; }

    [Parameter]
    public SwitchParameter Append { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; } = int.MaxValue - 1;

    protected override void BeginProcessing()
    {
        _file = new StreamWriter(GetUnresolvedProviderPathFromPSPath(FilePath), Append);
        EngineInternals.WriteTo(this, _file, Width);
        base.BeginProcessing();
    }

    protected override void EndProcessing()
    {
        base.EndProcessing();
        _file?.Flush();
    }

    protected override void InternalDispose()
    {
        base.InternalDispose();
        _file?.Dispose();
    }
}
