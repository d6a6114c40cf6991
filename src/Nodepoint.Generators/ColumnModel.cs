using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Nodepoint.Generators;

/// <summary>The attributes of a record's member that is mapped to a column.</summary>
internal sealed record ColumnModel
{
    private ColumnModel(IPropertySymbol property, AttributeData column)
    {
        Member = property.Name;
        DeclaredIn = property.ContainingType.ToDisplayString();
        Name = NounModel.Argument(column) ?? "";
        Unit = NounModel.Value(column, "Unit") is long unit ? unit : 1;
        Unlimited = NounModel.Value(column, "HasUnlimited") is true ? NounModel.Value(column, "Unlimited") is long marker ? marker : -1 : null;
        Most = NounModel.Value(column, "Most") is long most ? most : int.MaxValue;
        Inverted = NounModel.Value(column, "Inverted") is true;
        Upper = NounModel.Value(column, "Upper") is true;
        Digit = NounModel.Value(column, "Digit") is true;
        Separator = NounModel.Text(column, "Separator") ?? ",";
        Prefix = NounModel.Text(column, "Prefix") ?? "";
        ReadOnly = NounModel.Value(column, "ReadOnly") is true;
        Internal = NounModel.Value(column, "Internal") is true;
        Resend = NounModel.Value(column, "Resend") is true;
        Bytes = Unit >= 1024 || NounModel.Value(column, "Bytes") is true;
        Seconds = NounModel.Value(column, "Seconds") is true;
        CanBeZero = NounModel.Value(column, "CanBeZero") is true;
        var aliases = new[] { Name }.Concat(NounModel.Values(column, "Aliases").Select(v => v.Value as string ?? ""))
            .Where(alias => !string.Equals(alias, Member, System.StringComparison.OrdinalIgnoreCase)).ToArray();
        var attributes = property.GetAttributes();
        var key = attributes.FirstOrDefault(a => a.AttributeClass?.Name == "KeyAttribute");
        Key = key is not null;
        KeyName = key is null ? null : NounModel.Text(key, "Name");
        var required = attributes.FirstOrDefault(a => a.AttributeClass?.Name == "RequiredAttribute");
        Required = required is not null;
        NotEmpty = Required || Key || NounModel.Value(column, "NotEmpty") is true;
        Position = required is not null && NounModel.Value(required, "Position") is int position ? position : -1;
        var secret = attributes.FirstOrDefault(a => a.AttributeClass?.Name == "SecretAttribute");
        Secret = secret is not null;
        Readable = secret is not null && NounModel.Value(secret, "Readable") is true;
        Mandatory = secret is not null && NounModel.Value(secret, "Mandatory") is true;
        Hash = secret is null ? null : HashModel.From(secret);
        KeyPart = attributes.Any(a => a.AttributeClass?.Name == "KeyPartAttribute");
        PutBeforeName = attributes.Any(a => a.AttributeClass?.Name == "PutBeforeNameAttribute");
        Ending = KeyEndingModel.From(attributes);
        Link = LinkModel.From(attributes);
        Counts = attributes.Where(a => a.AttributeClass?.Name == "CountsAttribute").Select(NounModel.Argument).FirstOrDefault();
        var depends = attributes.FirstOrDefault(a => a.AttributeClass?.Name == "VersionDependentAttribute");
        VersionDependent = depends is not null;
        MadeFromIds = attributes.Any(a => a.AttributeClass?.Name == "MadeFromIdsAttribute");
        Counter = attributes.Any(a => a.AttributeClass?.Name == "CounterAttribute");
        IsDropped = depends is not null && NounModel.Value(depends, "IsDropped") is true;
        Default = depends is { ConstructorArguments.Length: > 0 } && depends.ConstructorArguments[0] is { IsNull: false } value ? value.Value switch { bool flag => flag ? "true" : "false", long number => number.ToString(CultureInfo.InvariantCulture), _ => null } : null;
        IsNullable = property.Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        Shape = Shapes.Of(property.Type) ?? Shape.Text;
        HasPanelMeaning = !ReadOnly && !Internal && Link is null && Name != Member && (Inverted || Unit > 1 || (Unlimited is not null and not -1)) && !string.Equals(Name, Member, StringComparison.OrdinalIgnoreCase);
        Aliases = aliases.Where(alias => !HasPanelMeaning || alias != Name).ToEquatableArray();
        Words = Shape == Shape.Named ? WordsOf(property.Type) : Enumerable.Empty<(string, string)>().ToEquatableArray();
        var refers = attributes.FirstOrDefault(a => a.AttributeClass?.Name is "RefersToAttribute" || (a.AttributeClass?.Name is "LinkAttribute" && Shape == Shape.Quantity));
        RefersTo = refers is null ? Name == NounModel.ServerColumn ? NounModel.ServerType : null : LinkModel.TypeOf(refers)?.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        Completer = CompleterOf(attributes.FirstOrDefault(a => a.AttributeClass?.Name == "CompletedWithAttribute")) ?? (RefersTo?.Split('.').Last() is "Server" or "PhpVersion" or "ClientTemplate" ? RefersTo.Split('.').Last() + "IdCompleter" : null);
        TypeName = property.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
    }

    public string Member { get; }
    public string DeclaredIn { get; }
    public string Name { get; }
    public long Unit { get; }
    public long? Unlimited { get; }
    public long Most { get; }
    public bool Inverted { get; }
    public bool Upper { get; }
    public bool Digit { get; }
    public bool Mandatory { get; }

    /// <summary>How the password is hashed; null if the module does not hash it.</summary>
    public HashModel? Hash { get; }

    public bool KeyPart { get; }
    public bool PutBeforeName { get; }

    /// <summary>The record whose key this key ends with; null for none.</summary>
    public KeyEndingModel? Ending { get; }

    public LinkModel? Link { get; }
    public string? Counts { get; }
    public EquatableArray<(string Value, string Word)> Words { get; }
    public string Separator { get; }
    public string Prefix { get; }
    public bool ReadOnly { get; }
    public bool Internal { get; }
    public bool Resend { get; }
    public bool Bytes { get; }
    public bool Seconds { get; }
    public bool CanBeZero { get; }

    /// <summary>Whether an empty value counts as not specified.</summary>
    public bool NotEmpty { get; }

    /// <summary>Whether the panel's column has another meaning than the member, so that the column's name is a parameter of its own.</summary>
    public bool HasPanelMeaning { get; }

    /// <summary>Whether it is a size limit, which the panel's pages show in whole MB.</summary>
    public bool IsQuota => Shape == Shape.Quantity && Unlimited is not null && (Unit == 1048576 || (Bytes && Most == long.MaxValue));

    /// <summary>The statement that refuses values that the panel would store or show as others; null if the column accepts all values.</summary>
    public string? CheckStatement => Shape != Shape.Quantity ? null
        : IsQuota ? $"SizeCheck.Quota(value.{Member}, \"{Member}\", {(CanBeZero ? "true" : "false")});"
        : Unlimited == 0 ? $"SizeCheck.NotZero(value.{Member}, \"{Member}\");" : null;
    public bool Key { get; }

    /// <summary>What people call the key, if it is not the member's name.</summary>
    public string? KeyName { get; }

    public bool Required { get; }
    public int Position { get; }
    public bool Secret { get; }
    public bool Readable { get; }

    /// <summary>Whether only some versions of the panel have the column.</summary>
    public bool VersionDependent { get; }

    /// <summary>Whether newer versions of the panel do not have the column.</summary>
    public bool IsDropped { get; }

    /// <summary>The expression of the value that a new record has on panels with the column; null for none.</summary>
    public string? Default { get; }

    /// <summary>Whether the panel makes the value from IDs.</summary>
    public bool MadeFromIds { get; }

    /// <summary>Whether it counts changes.</summary>
    public bool Counter { get; }

    /// <summary>The type of the object whose ID it holds; null for none.</summary>
    public string? RefersTo { get; }

    /// <summary>The completer of the cmdlets' parameter, if it is not a link; null for none.</summary>
    public string? Completer { get; }

    /// <summary>The name of the member in a state: that of the object instead of its ID, and that of the hash instead of the password.</summary>
    public string StateName => HashMember ?? (Link is not null && RefersTo is not null ? Link.Parameter : RefersTo is not null && Member.Length > 2 && Member.EndsWith("Id", System.StringComparison.Ordinal) ? Member.Substring(0, Member.Length - 2) : Member);

    /// <summary>Whether the member is a nullable value.</summary>
    public bool IsNullable { get; }

    public Shape Shape { get; }
    public string TypeName { get; }
    public EquatableArray<string> Aliases { get; }

    private string UnlimitedText => Unlimited?.ToString(CultureInfo.InvariantCulture) ?? "null";

    /// <summary>The field with the panel's names for an enumeration.</summary>
    public string NamesField => TypeName.Split('.').Last() + "Names";

    /// <summary>The name of the cmdlets' parameter.</summary>
    public string Parameter => Link?.Parameter ?? Member;

    /// <summary>The member and parameter for a precomputed hash; null if the password is not hashed by the module.</summary>
    public string? HashMember => Hash is not null ? Member + "Hash" : null;

    /// <summary>Whether many records can have the same text, so that they share it.</summary>
    public bool IsRepeated => Shape == Shape.Text && !Key && !Secret && Prefix.Length == 0;

    /// <summary>The expression that reads the value from a JSON reader.</summary>
    public string ReadExpression => Shape switch
    {
        Shape.Flag => Inverted ? "!PanelValue.Flag(ref reader)" : "PanelValue.Flag(ref reader)",
        Shape.Quantity => $"PanelValue.Quantity(ref reader, {Unit}, {UnlimitedText})",
        Shape.Fraction => "PanelValue.Fraction(ref reader)",
        Shape.Time => "PanelValue.Time(ref reader)",
        Shape.List => $"PanelValue.List(ref reader, {Literal(Separator)})",
        Shape.Address => "PanelValue.Address(ref reader)",
        Shape.Named => $"PanelValue.Named(ref reader, {NamesField})",
        Shape.Secret => "PanelValue.Secret(ref reader)",
        _ => Prefix.Length > 0 ? $"PanelValue.Text(ref reader, {Literal(Prefix)})" : IsRepeated ? $"PanelValue.Text(ref reader, ref _last{Member})" : "PanelValue.Text(ref reader)",
    };

    /// <summary>The statement that writes the member's value, as a state keeps it.</summary>
    public string KeepStatement => Shape switch
    {
        Shape.Secret => $"StateValue.Write(writer, value.{(HashMember is { } hash ? $"{hash} ?? value.{Member}" : Member)});",
        _ => $"StateValue.Write(writer, value.{Member});",
    };

    /// <summary>The expression that reads the member's value from a state.</summary>
    public string KeptExpression => Shape switch
    {
        Shape.Text => $"StateValue.Text(members[{{0}}])",
        Shape.Flag => $"StateValue.Flag(members[{{0}}]){(IsNullable ? "" : " ?? default")}",
        Shape.Quantity => $"StateValue.Number(members[{{0}}]){(IsNullable ? "" : " ?? default")}",
        Shape.Fraction => "StateValue.Fraction(members[{0}])",
        Shape.Time => "StateValue.Time(members[{0}])",
        Shape.List => "StateValue.List(members[{0}])",
        Shape.Address => "StateValue.Address(members[{0}])",
        Shape.Named => $"StateValue.Named<{TypeName}>(members[{{0}}])",
        _ => "StateValue.Secret(members[{0}])",
    };

    /// <summary>The statement that writes the value to a JSON writer.</summary>
    public string WriteStatement => (IsNullable && Shape != Shape.Time ? $"if (value.{Member} is not null) " : "") + Shape switch
    {
        Shape.Flag when Digit => $"writer.WriteNumber({Member}Name, {Value}{(Inverted ? " ? 0 : 1" : " ? 1 : 0")});",
        Shape.Flag => $"writer.WriteString({Member}Name, PanelValue.ToColumn({Value}, {(Inverted ? "true" : "false")}, {(Upper ? "true" : "false")}));",
        Shape.Quantity => $"writer.WriteNumber({Member}Name, PanelValue.ToColumn({Value}, {Unit}, {UnlimitedText}, {Most}, \"{Member}\"));",
        Shape.Fraction => $"writer.WriteNumber({Member}Name, value.{Member});",
        Shape.Time => $"writer.WriteString({Member}Name, PanelValue.ToColumn(value.{Member}));",
        Shape.List => $"writer.WriteString({Member}Name, PanelValue.ToColumn(string.Join({Literal(Separator)}, value.{Member}), \"{Member}\"));",
        Shape.Address => $"writer.WriteString({Member}Name, value.{Member}?.ToString() ?? \"\");",
        Shape.Named => $"if ({NamesField}.NameOf(value.{Member}) is {{ }} word{Member}) writer.WriteString({Member}Name, word{Member});",
        Shape.Secret when HashMember is { } hash => $"PanelValue.WriteHashed(writer, {Member}Name, value.{Member}, value.{hash});",
        Shape.Secret => $"writer.WriteString({Member}Name, SecretText.Reveal(value.{Member}));",
        _ when Prefix.Length > 0 => $"writer.WriteString({Member}Name, value.{Member}.Length == 0 ? \"\" : PanelValue.ToColumn({Literal(Prefix)} + value.{Member}, \"{Member}\"));",
        _ => $"writer.WriteString({Member}Name, PanelValue.ToColumn(value.{Member}, \"{Member}\"));",
    };

    private string Value => IsNullable && Shape != Shape.Time ? $"value.{Member}.Value" : $"value.{Member}";

    /// <summary>The expression that is true if the value differs between two records.</summary>
    public string DiffersExpression => Shape switch
    {
        Shape.List => $"!before.{Member}.AsSpan().SequenceEqual(after.{Member})",
        Shape.Address => $"!Equals(before.{Member}, after.{Member})",
        _ => $"before.{Member} != after.{Member}",
    };

    /// <summary>The type of the cmdlet's parameter: nullable, so that "not specified" can be distinguished.</summary>
    public string ParameterType => TypeName.TrimEnd('?') + "?";

    /// <summary>The attribute that converts user input or a CSV cell to the parameter's type.</summary>
    public string ParameterInput => Shape switch
    {
        Shape.Flag => "YesNoInput(FromRow = true)",
        Shape.Quantity => $"QuantityInput(FromRow = true{MeasureText}{(Unlimited is 0 ? ", PanelUnlimited = 0" : "")})",
        Shape.Fraction => "FractionInput(FromRow = true)",
        Shape.Time => "TimeInput(FromRow = true)",
        Shape.List => $"ListInput(FromRow = true{(NotEmpty ? ", NotEmpty = true" : "")}{(Separator == " " ? ", HasBlanks = true" : "")})",
        Shape.Named => $"NamedInput(typeof({TypeName.TrimEnd('?')}), FromRow = true)",
        Shape.Secret => "SecretInput(FromRow = true)",
        Shape.Address => "AddressInput(FromRow = true)",
        _ => $"TextInput(FromRow = true{(NotEmpty ? ", NotEmpty = true" : "")})",
    };

    /// <summary>The attribute that converts input in the panel's own column, with the panel's meaning.</summary>
    public string PanelInput => Shape == Shape.Quantity ? $"QuantityInput(FromRow = true{MeasureText}, IsPanelColumn = true, PanelUnit = {Unit}, PanelUnlimited = {Unlimited ?? -1})" : ParameterInput;

    private string MeasureText => (Bytes ? ", Measure = Measure.Bytes" : Seconds ? ", Measure = Measure.Seconds" : "") + (Unlimited is not null ? ", HasUnlimited = true" : "");

    public static ColumnModel? From(IPropertySymbol property)
    {
        var column = property.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "ColumnAttribute");
        return column is null ? null : new ColumnModel(property, column);
    }

    private static string? CompleterOf(AttributeData? completed)
        => completed is null ? null : LinkModel.TypeOf(completed) is { } record ? $"KeyCompleter<{record.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}>" : NounModel.Argument(completed) + "Completer";

    /// <summary>The members of an enumeration that the panel stores, with the panel's words.</summary>
    internal static EquatableArray<(string Member, string Word)> WordsOf(ITypeSymbol type) =>
        type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue)
            .SelectMany(field => field.GetAttributes().Where(a => a.AttributeClass?.Name == "WordAttribute").Select(a => (field.Name, NounModel.Argument(a) ?? "")))
            .ToEquatableArray();

    internal static string Literal(string text) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, true);
}
