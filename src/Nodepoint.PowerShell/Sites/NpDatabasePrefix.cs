using System.Management.Automation;
using Nodepoint.IspConfig.Entities;

namespace Nodepoint.PowerShell;

public sealed partial class NewNpDatabaseCommand
{
    /// <summary>Takes the name as it is given, without the prefix that the panel's own pages put before it.</summary>
    [Parameter]
    public SwitchParameter NoPrefix { get; set; }

    /// <inheritdoc/>
    protected override Database Complete(Database value, ref ColumnSet given)
    {
        if (NoPrefix) given = given.With(DatabaseNoun.NamePrefixOrdinal);
        return value;
    }
}

public sealed partial class SetNpDatabaseCommand
{
    /// <summary>Takes the new name as it is given, without the prefix that it had.</summary>
    [Parameter]
    public SwitchParameter NoPrefix { get; set; }

    /// <inheritdoc/>
    protected override Database Complete(Database value, ref ColumnSet given)
    {
        if (NoPrefix) given = given.With(DatabaseNoun.NamePrefixOrdinal);
        return value;
    }
}
