using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Functions;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Forms;

/// <summary>A value to check, with its field, form, record and call.</summary>
/// <param name="Record">The members of the request; on an update, missing ones are filled from the stored record.</param>
/// <param name="Id">The ID of the record that is changed, 0 for a new one.</param>
internal sealed record Check(PanelCall Call, FormDefinition Form, FieldDefinition Field, object? Value, PhpArray Record, object? Id)
{
    public string Text => Loose.TextArgument(Value);
}
