namespace Nodepoint.PowerShell.Bases;

/// <summary>A cmdlet that changes many records, and whose run can be resumed from its journal.</summary>
internal interface IJournaled : IThrottled
{
    /// <summary>The path of the journal; null for none.</summary>
    string? Journal { get; }

    /// <summary>The number of rows in the input; 0 if it is not known.</summary>
    int TotalCount { get; }
}
