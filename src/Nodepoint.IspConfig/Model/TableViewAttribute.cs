namespace Nodepoint.IspConfig.Model;

/// <summary>Specifies the table view of an object that is not a record of the panel.</summary>
/// <param name="columns">The members, each with its width and, for numbers, a <c>&gt;</c> for right alignment: "Id:5&gt; Name:30 Active".</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TableViewAttribute(string columns) : Attribute
{
    /// <summary>The members.</summary>
    public string Columns { get; } = columns;
}
