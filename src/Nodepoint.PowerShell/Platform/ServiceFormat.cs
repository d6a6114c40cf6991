namespace Nodepoint.PowerShell.Platform;

/// <summary>What Test-NpService returns.</summary>
public enum ServiceFormat
{
    /// <summary>One object for each check.</summary>
    Object,

    /// <summary>One line with performance data, as plugins of Nagios and Icinga print it.</summary>
    Nagios,

    /// <summary>Metrics in the text format of Prometheus.</summary>
    Prometheus,
}
