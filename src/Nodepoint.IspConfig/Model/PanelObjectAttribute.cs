namespace Nodepoint.IspConfig.Model;

/// <summary>
/// Marks a record as a thing the panel keeps. From it the source generator makes the noun (functions, columns, wire
/// conversion) and, in the cmdlet project, the four cmdlets.
/// </summary>
/// <param name="functions">What the panel's functions begin with: <c>mail_user</c> for mail_user_get, _add, _update, _delete.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PanelObjectAttribute(string functions) : Attribute
{
    /// <summary>What the panel's functions begin with.</summary>
    public string Functions { get; } = functions;

    /// <summary>The panel's form, as in forms.json.</summary>
    public required string Form { get; init; }

    /// <summary>The table of the panel's database, where it is called otherwise than the form.</summary>
    public string? Table { get; init; }

    /// <summary>The column that holds the record's number.</summary>
    public required string IdColumn { get; init; }

    /// <summary>The noun of its cmdlets; null: no cmdlets are made.</summary>
    public string? Noun { get; init; }

    /// <summary>What people call it in a sentence: "mailbox".</summary>
    public required string Title { get; init; }

    /// <summary>The parameter of the panel's functions that takes the record's number.</summary>
    public string IdParameter { get; init; } = "primary_id";

    /// <summary>The parameter that takes the record's number when it is read, where that is another one than when it is changed.</summary>
    public string? ReadParameter { get; init; }

    /// <summary>The parameter of the add and update functions that names the owner.</summary>
    public string OwnerParameter { get; init; } = "client_id";

    /// <summary>Whether a client can own it; it then gets a -Client parameter.</summary>
    public bool Owned { get; init; } = true;

    /// <summary>What the rows of a table shared with other nouns must hold to be of this one: "type=alias".</summary>
    public string Only { get; init; } = "";

    /// <summary>Records that it belongs to by its content, beside those its links name; they can be piped to its Get cmdlet.</summary>
    public Type[] Within { get; init; } = [];

    /// <summary>Records that hang below it and would be left behind by its removal, in the order in which they have to go.</summary>
    public Type[] Dependents { get; init; } = [];

    /// <summary>The service of the server that keeps it, where nothing it belongs to says which server that is.</summary>
    public ServerService Service { get; init; }

    /// <summary>Whether it can be switched on and off apart from other changes; it then gets Enable and Disable cmdlets.</summary>
    public bool Status { get; init; }

    /// <summary>Whether the panel itself refuses a second record with the same natural key.</summary>
    public bool Unique { get; init; } = true;

    /// <summary>The columns of its table view: members, each with its width and, for numbers, a <c>&gt;</c> that aligns it right: "Id:5&gt; Domain:30 Active".</summary>
    public string View { get; init; } = "";

    /// <summary>Whether its rows come with all the columns of other nouns of the same table, which are then passed over.</summary>
    public bool Shared { get; init; }

    /// <summary>Columns that are never shown: keys and passwords that belong to the panel alone.</summary>
    public string[] Hidden { get; init; } = [];
}
