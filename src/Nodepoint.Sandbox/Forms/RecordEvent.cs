using Nodepoint.Sandbox.Functions;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Forms;

/// <summary>A record was added, changed or deleted. The panel's event handlers run before the data log is written.</summary>
/// <param name="Members">The members of the request; for a delete, the record.</param>
/// <param name="Before">The record before a change.</param>
internal sealed record RecordEvent(PanelCall Call, object? Id, object? Members, Row? Before)
{
    public object? this[string member] => Functions.Members.Read(Members, member);

    public bool IsSet(string member) => Members is PhpArray given && given.IsSet(member);
}
