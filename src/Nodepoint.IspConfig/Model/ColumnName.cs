using System.Text;

namespace Nodepoint.IspConfig.Model;

/// <summary>The name of a column.</summary>
/// <param name="text">The name.</param>
/// <param name="ordinal">The column's ordinal in its index; -1 if it is not in it.</param>
internal sealed class ColumnName(string text, int ordinal)
{
    /// <summary>The name.</summary>
    public string Text => text;

    /// <summary>The name in UTF-8.</summary>
    public byte[] Bytes { get; } = Encoding.UTF8.GetBytes(text);

    /// <summary>The column's ordinal in its index; -1 if it is not in it.</summary>
    public int Ordinal => ordinal;
}
