using Microsoft.CodeAnalysis;

namespace Nodepoint.Generators.Diagnostics;

/// <summary>The rules for records. A record that breaks one gets no noun and no cmdlets; the others are generated.</summary>
internal static class Rules
{
    private const string Category = "Records";

    public static readonly DiagnosticDescriptor NoKey = new("NPG001", "A record needs a natural key",
        "Record '{0}' has no natural key. Mark the member that admins use as its name with [Key].", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor SeveralKeys = new("NPG002", "A record has one natural key",
        "Record '{0}' has two natural keys: {1} and {2}. Keep [Key] on one of them, and mark the other with [KeyPart].", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor UnsupportedType = new("NPG003", "A column's member has a supported type",
        "'{0}' has the type {1}, which cannot be stored in a column. Use string, bool, long, decimal, string[], DateTimeOffset?, IPAddress?, SecureString?, or an enumeration; with [VersionDependent], bool? and long? in place of bool and long.", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor InvalidFilter = new("NPG004", "A filter names a column and its value",
        "Cannot read \"{1}\" as the filter of record '{0}'. Use a column and its value, such as Only = \"type=alias\".", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor StatusWithoutActive = new("NPG005", "A record with Status has a member Active",
        "Record '{0}' has Status = true, but no column with a bool member Active. Add the member, or remove Status.", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor NotARecord = new("NPG006", "A relation refers to a record",
        "'{0}' refers to {1}, which is not a record with [PanelObject]. Use the type of a record.", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor InvalidRecord = new("NPG007", "[PanelObject] marks a record",
        "'{0}' cannot have [PanelObject]. Make it a record that derives from PanelObject, is not nested or generic, and is in a namespace of the library's subjects.", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor NameTaken = new("NPG008", "Records have different names and nouns",
        "Record '{0}' has the same {1} as record '{2}'. Rename one of them.", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor NoWords = new("NPG009", "An enumeration's values have the panel's words",
        "'{0}' has the type {1}, none of whose values has [Word]. Mark each value that the panel stores with its word.", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor UnknownViewMember = new("NPG010", "A view shows members of its record",
        "The view of record '{0}' shows {1}, which is not a member. Remove it, or correct its name.", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor EmptyText = new("NPG011", "A name in an attribute is not empty",
        "{1} of '{0}' is empty. Specify a text.", Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor ColumnTwice = new("NPG012", "A column belongs to one member",
        "'{0}' and '{1}' have the same column {2}. Remove [Column] from one of them, or correct its name.", Category, DiagnosticSeverity.Error, true);
}
