using System.Management.Automation;
using Nodepoint.IspConfig.Entities;

namespace Nodepoint.PowerShell;

public sealed partial class NewNpWebDavUserCommand
{
    /// <summary>Takes the name as it is given, without the prefix that the panel's own pages put before it.</summary>
    [Parameter]
    public SwitchParameter NoPrefix { get; set; }

    /// <inheritdoc/>
    protected override WebDavUser Complete(WebDavUser value, ref ColumnSet given)
    {
        if (NoPrefix) given = given.With(WebDavUserNoun.UsernamePrefixOrdinal);
        return value;
    }
}

public sealed partial class SetNpWebDavUserCommand
{
    /// <summary>Takes the new name as it is given, without the prefix that it had.</summary>
    [Parameter]
    public SwitchParameter NoPrefix { get; set; }

    /// <inheritdoc/>
    protected override WebDavUser Complete(WebDavUser value, ref ColumnSet given)
    {
        if (NoPrefix) given = given.With(WebDavUserNoun.UsernamePrefixOrdinal);
        return value;
    }
}
