using Nodepoint.Sandbox.Functions;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Forms;

/// <summary>A record was added, changed or deleted; the panel's own followers hear of it before the data log.</summary>
/// <param name="Members">What the caller gave; of a delete the record itself.</param>
/// <param name="Before">The record before a change.</param>
internal sealed record RecordEvent(PanelCall Call, object? Id, object? Members, Row? Before)
{
    public object? this[string member] => Functions.Members.Read(Members, member);

    public bool IsSet(string member) => Members is PhpArray given && given.IsSet(member);
}
