using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Functions;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Forms;

/// <summary>A value on its way into a field, and what a check may want to know of the call around it.</summary>
/// <param name="Record">All members as the caller gave them, an update's missing ones filled from the stored record.</param>
/// <param name="Id">The id of the record under change, nought for a new one.</param>
internal sealed record Check(PanelCall Call, FormDefinition Form, FieldDefinition Field, object? Value, PhpArray Record, object? Id)
{
    public string Text => Loose.TextArgument(Value);
}
