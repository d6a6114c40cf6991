using Nodepoint.IspConfig.Panel;

namespace Nodepoint.IspConfig.Model;

/// <summary>An object that belongs to the panel it was read from, or that refers to such an object.</summary>
internal interface IReadFromPanel
{
    /// <summary>The connection that it was read from; null if it was not read from a panel, such as an object from a CSV file.</summary>
    PanelConnection? ReadFrom { get; }
}
