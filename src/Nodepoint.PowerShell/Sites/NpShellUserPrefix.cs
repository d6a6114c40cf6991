using System.Management.Automation;
using Nodepoint.IspConfig.Entities;

namespace Nodepoint.PowerShell;

public sealed partial class NewNpShellUserCommand
{
    /// <summary>Takes the name as it is given, without the prefix that the panel's own pages put before it.</summary>
    [Parameter]
    public SwitchParameter NoPrefix { get; set; }

    /// <inheritdoc/>
    protected override ShellUser Complete(ShellUser value, ref ColumnSet given)
    {
        if (NoPrefix) given = given.With(ShellUserNoun.UsernamePrefixOrdinal);
        return value;
    }
}

public sealed partial class SetNpShellUserCommand
{
    /// <summary>Takes the new name as it is given, without the prefix that it had.</summary>
    [Parameter]
    public SwitchParameter NoPrefix { get; set; }

    /// <inheritdoc/>
    protected override ShellUser Complete(ShellUser value, ref ColumnSet given)
    {
        if (NoPrefix) given = given.With(ShellUserNoun.UsernamePrefixOrdinal);
        return value;
    }
}
