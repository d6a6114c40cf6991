namespace Nodepoint.PowerShell.Inputs;

/// <summary>What a number counts, which decides how it may be written.</summary>
public enum Measure
{
    /// <summary>A plain number.</summary>
    Count,

    /// <summary>Bytes: 500MB, 1GB.</summary>
    Bytes,

    /// <summary>Seconds: 3600, 1h30m, 2W.</summary>
    Seconds,
}
