namespace Nodepoint.PowerShell.ChangeLogs;

/// <summary>What a change comes from.</summary>
/// <param name="Cmdlet">The name of the cmdlet.</param>
/// <param name="Row">The number of the row in the cmdlet's journal; null without one.</param>
internal sealed record ChangeOrigin(string Cmdlet, int? Row)
{
    private static readonly AsyncLocal<ChangeOrigin?> Ambient = new();

    /// <summary>What changes come from here, and in what is started from here.</summary>
    public static ChangeOrigin? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }
}
