namespace Nodepoint.IspConfig.Model;

/// <summary>A result that is not a record, such as a backup, and that cmdlets accept from the pipeline.</summary>
internal interface IPanelResult
{
    /// <summary>The connection that it was read from.</summary>
    PanelOrigin Origin { get; set; }
}
