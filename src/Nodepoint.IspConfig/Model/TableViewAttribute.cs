namespace Nodepoint.IspConfig.Model;

/// <summary>Says how an object that is no record of the panel's is shown as a table.</summary>
/// <param name="columns">Members, each with its width and, for numbers, a <c>&gt;</c> that aligns it right: "Id:5&gt; Name:30 Active".</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TableViewAttribute(string columns) : Attribute
{
    /// <summary>The members.</summary>
    public string Columns { get; } = columns;
}
