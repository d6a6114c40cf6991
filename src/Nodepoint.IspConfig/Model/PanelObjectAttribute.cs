namespace Nodepoint.IspConfig.Model;

/// <summary>
/// Marks a record as an object on the panel. The source generator creates the noun from it (functions, columns, wire
/// conversion) and, in the cmdlet project, the four cmdlets.
/// </summary>
/// <param name="functions">The common prefix of the panel's functions: <c>mail_user</c> for mail_user_get, _add, _update, _delete.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PanelObjectAttribute(string functions) : Attribute
{
    /// <summary>The common prefix of the panel's functions.</summary>
    public string Functions { get; } = functions;

    /// <summary>The panel's form, as in forms.json.</summary>
    public required string Form { get; init; }

    /// <summary>The table of the panel's database, if its name differs from the form's.</summary>
    public string? Table { get; init; }

    /// <summary>The column that holds the record's ID.</summary>
    public required string IdColumn { get; init; }

    /// <summary>The noun of its cmdlets; null to create no cmdlets.</summary>
    public string? Noun { get; init; }

    /// <summary>The kind of object, as used in sentences: "mailbox".</summary>
    public required string Title { get; init; }

    /// <summary>The parameter of the panel's functions for the record's ID.</summary>
    public string IdParameter { get; init; } = "primary_id";

    /// <summary>The parameter for the record's ID when it is read, if it differs from the one used to change it.</summary>
    public string? ReadParameter { get; init; }

    /// <summary>The parameter of the add and update functions that names the owner.</summary>
    public string OwnerParameter { get; init; } = "client_id";

    /// <summary>Whether clients can own it; its cmdlets then have a parameter for the owner.</summary>
    public bool Owned { get; init; } = true;

    /// <summary>Whether its records own those of the nouns that can be owned. One noun of the library does.</summary>
    public bool OwnsRecords { get; init; }

    /// <summary>The filter that selects the rows of this noun in a table shared with other nouns: "type=alias".</summary>
    public string Only { get; init; } = "";

    /// <summary>Records that it belongs to by its content, in addition to those its links refer to; they can be piped to its Get cmdlet.</summary>
    public Type[] Within { get; init; } = [];

    /// <summary>Dependent records that would be left behind by its removal, in the order in which they have to be removed.</summary>
    public Type[] Dependents { get; init; } = [];

    /// <summary>The server's service that stores it, used if no parent determines the server.</summary>
    public ServerService Service { get; init; }

    /// <summary>Whether it can be enabled and disabled separately from other changes; it then has Enable and Disable cmdlets.</summary>
    public bool Status { get; init; }

    /// <summary>Whether the panel refuses a second record with the same natural key.</summary>
    public bool Unique { get; init; } = true;

    /// <summary>The columns of its table view: members, each with its width and, for numbers, a <c>&gt;</c> for right alignment: "Id:5&gt; Domain:30 Active".</summary>
    public string View { get; init; } = "";

    /// <summary>Whether its rows contain all columns of other nouns of the same table, which are then ignored.</summary>
    public bool Shared { get; init; }

    /// <summary>Columns that are never shown: keys and passwords for the panel's own use.</summary>
    public string[] Hidden { get; init; } = [];
}
