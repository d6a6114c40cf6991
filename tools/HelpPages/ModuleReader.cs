using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;

namespace Nodepoint.HelpPages;

/// <summary>Reads from the built assemblies and their documentation comments what the cmdlets are.</summary>
public sealed class ModuleReader
{
    // What the nouns of all cmdlets begin with.
    private const string Prefix = "Np";

    private static readonly string[] CommonVerbs = ["Get", "New", "Set", "Remove"];

    private readonly Assembly _assembly;
    private readonly Assembly _library;
    private readonly XmlDocs _docs;
    private readonly PermissionNotes _permissions;

    /// <param name="folder">Where the cmdlets were built: assemblies beside their documentation.</param>
    public ModuleReader(string folder)
    {
        var context = new AssemblyLoadContext("module");
        context.Resolving += (_, name) => Path.Combine(folder, name.Name + ".dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        _assembly = context.LoadFromAssemblyPath(Path.Combine(Path.GetFullPath(folder), "Nodepoint.PowerShell.dll"));
        _library = context.LoadFromAssemblyPath(Path.Combine(Path.GetFullPath(folder), "Nodepoint.IspConfig.dll"));
        _docs = new XmlDocs(Directory.GetFiles(folder, "Nodepoint.*.xml"));
        _permissions = new PermissionNotes(_assembly, _library);
    }

    /// <summary>The cmdlets, ordered by noun and verb.</summary>
    public IReadOnlyList<string> Cmdlets()
        => [.. _assembly.GetTypes().Where(type => !type.IsAbstract).Select(type => Attribute(type, "CmdletAttribute")).OfType<CustomAttributeData>()
            .Select(cmdlet => (Verb: (string)cmdlet.ConstructorArguments[0].Value!, Noun: (string)cmdlet.ConstructorArguments[1].Value!))
            .OrderBy(name => name.Noun, StringComparer.Ordinal).ThenBy(name => Array.IndexOf(CommonVerbs, name.Verb) is >= 0 and var place ? place : CommonVerbs.Length).ThenBy(name => name.Verb, StringComparer.Ordinal)
            .Select(name => $"{name.Verb}-{name.Noun}")];

    /// <summary>The nouns of the records, without the module's prefix, and the members that make up the natural key of each.</summary>
    public IReadOnlyDictionary<string, string> NaturalKeys()
        => (from record in _library.GetTypes()
            let noun = Attribute(record, "PanelObjectAttribute") is { } data ? Named(data, "Noun") as string : null
            where noun is not null
            let members = record.GetProperties()
            let key = members.Where(member => Attribute(member, "KeyAttribute") is not null).Concat(members.Where(member => Attribute(member, "KeyPartAttribute") is not null))
            select (Noun: noun[Prefix.Length..], Key: string.Join(", ", key.Select(member => member.Name)))).ToDictionary(row => row.Noun, row => row.Key);

    /// <summary>What the module puts out: the records of the library, and other types of it and of the cmdlets.</summary>
    public IEnumerable<Type> Outputs() => _library.GetTypes().Concat(_assembly.GetTypes());

    /// <summary>The types of which PowerShell shows members as a class of the cmdlets says, with that class.</summary>
    public IEnumerable<(Type Type, Type Members)> PrintedMembers()
        => from members in _assembly.GetTypes()
           let printed = Attribute(members, "PrintedMembersAttribute")
           where printed is not null
           select ((Type)printed.ConstructorArguments[0].Value!, members);

    /// <summary>What cmdlets with -GeneratePassword put out.</summary>
    public IReadOnlySet<Type> WithGeneratedPasswords()
        => _assembly.GetTypes().Where(type => type.GetProperty("GeneratePassword") is not null)
            .SelectMany(type => type.GetCustomAttributesData()).Where(data => data.AttributeType.Name == "OutputTypeAttribute").SelectMany(Types).ToHashSet();

    /// <summary>What the code says about the cmdlets.</summary>
    public IEnumerable<CommandPage> Read()
        => from type in _assembly.GetTypes()
           let cmdlet = Attribute(type, "CmdletAttribute")
           where cmdlet is not null && !type.IsAbstract
           select Read(type, cmdlet);

    private CommandPage Read(Type type, CustomAttributeData cmdlet)
    {
        var parameters = Declared(type).Concat(Added(cmdlet)).ToArray();
        var standard = Named(cmdlet, "DefaultParameterSetName") as string;
        var named = parameters.SelectMany(parameter => parameter.Sets).Select(place => place.Set).Where(set => set != Membership.All).ToHashSet();
        // The default set can be one that no parameter belongs to alone.
        if (named.Count > 0 && standard is not null) named.Add(standard);
        var names = named.Order(StringComparer.Ordinal).ToArray();
        return new CommandPage($"{cmdlet.ConstructorArguments[0].Value}-{cmdlet.ConstructorArguments[1].Value}")
        {
            Synopsis = _docs.Of(type),
            Sets = names.Length == 0
                ? [new ParameterSet(ParameterSet.Only, false)]
                : [.. names.Select(name => new ParameterSet(name, name == standard)).OrderBy(set => !set.IsDefault)],
            Parameters = [.. parameters.OrderBy(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase)],
            Inputs = Inputs(type, parameters),
            Outputs = Outputs(type),
            Permissions = _permissions.Of($"{cmdlet.ConstructorArguments[0].Value}-{cmdlet.ConstructorArguments[1].Value}"),
        };
    }

    private IEnumerable<ParameterText> Declared(Type type)
    {
        var defaults = Defaults(type);
        foreach (var property in Properties(type))
        {
            var places = property.GetCustomAttributesData().Where(data => data.AttributeType.Name == "ParameterAttribute").ToArray();
            if (places.Length == 0) continue;
            var whole = TypeNames.Whole(property.PropertyType);
            // What rows give, the cmdlet takes from them itself; the engine knows of -InputObject only.
            var input = property.GetCustomAttributesData().FirstOrDefault(data => Named(data, "FromRow") is true);
            yield return new ParameterText(property.Name, _docs.Of(property), whole, TypeNames.Short(whole))
            {
                Default = defaults(property.Name),
                Wildcards = Attribute(property, "SupportsWildcardsAttribute") is not null,
                Hidden = places.Any(place => Named(place, "DontShow") is true),
                Aliases = Texts(Attribute(property, "AliasAttribute")),
                Values = Values(property),
                Sets = [.. places.Select(place => Place(place, input)).OrderBy(place => place.Set, StringComparer.Ordinal)],
            };
        }
    }

    private static Membership Place(CustomAttributeData place, CustomAttributeData? input)
    {
        var set = Named(place, "ParameterSetName") as string ?? Membership.All;
        var inRows = input is not null && (set is Membership.All or "Rows");
        return new Membership(
            set, Named(place, "Position") as int?, Named(place, "Mandatory") is true,
            Named(place, "ValueFromPipeline") is true || (inRows && Named(input!, "IsRow") is true), Named(place, "ValueFromPipelineByPropertyName") is true || inRows);
    }

    // What PowerShell adds itself.
    private static IEnumerable<ParameterText> Added(CustomAttributeData cmdlet)
    {
        const string Switch = "System.Management.Automation.SwitchParameter";
        Membership[] everywhere = [new(Membership.All, null, false, false, false)];
        ParameterText Make(string name, string type, string text, params string[] aliases) => new(name, text, type, TypeNames.Short(type)) { Aliases = aliases, Sets = everywhere };
        if (Named(cmdlet, "SupportsShouldProcess") is true)
        {
            yield return Make("Confirm", Switch, "Asks before each change.", "cf");
            yield return Make("WhatIf", Switch, "Shows what would be done, and does nothing.", "wi");
        }

        if (Named(cmdlet, "SupportsPaging") is not true) yield break;
        yield return Make("First", "System.UInt64", "Gives only so many.");
        yield return Make("IncludeTotalCount", Switch, "Writes the total number of records first. The panel does not report it, so it is always marked as unknown.");
        yield return Make("Skip", "System.UInt64", "Skips the first records.");
    }

    private TypeText[] Inputs(Type type, ParameterText[] parameters)
    {
        var properties = Properties(type).ToDictionary(property => property.Name);
        var byValue = parameters.Where(parameter => parameter.Name != "InputObject" && parameter.Sets.Any(place => place.FromPipeline)).Select(parameter => new TypeText(parameter.Type, $"Binds to -{parameter.Name}. {_docs.Of(properties[parameter.Name].PropertyType)}".Trim()));
        var byName = parameters.Any(parameter => parameter.Sets.Any(place => place.FromProperty))
            ? new[] { new TypeText("System.Management.Automation.PSObject", "Any object with properties named like parameters or their aliases, such as a row of a CSV file.") }
            : [];
        return [.. byValue.DistinctBy(input => input.Type).Concat(byName).DefaultIfEmpty(new TypeText("None", "Nothing is taken from the pipeline."))];
    }

    private TypeText[] Outputs(Type type)
    {
        var types = type.GetCustomAttributesData().Where(data => data.AttributeType.Name == "OutputTypeAttribute").SelectMany(Types).ToArray();
        if (types.Length == 0 || Bases(type).Any(one => one.Name == "RemoveCommand`1")) return [new TypeText("None", "Nothing is emitted.")];
        var asked = Properties(type).Any(property => property.Name == "PassThru") ? " Only with -PassThru." : "";
        return [.. types.Select(output => new TypeText(TypeNames.Whole(output), (_docs.Of(output) + asked).Trim()))];
    }

    private static IEnumerable<Type> Types(CustomAttributeData data)
        => data.ConstructorArguments.SelectMany(argument => argument.Value is IEnumerable<CustomAttributeTypedArgument> several ? several.Select(one => one.Value) : [argument.Value]).OfType<Type>();

    // A New cmdlet's defaults are those of its record; other cmdlets hold their own.
    private static Func<string, string> Defaults(Type type)
    {
        var holder = Bases(type).FirstOrDefault(one => one.Name == "NewCommand`1")?.GetGenericArguments()[0] ?? type;
        object? blank;
        try { blank = Activator.CreateInstance(holder); }
        catch (TargetInvocationException) { return _ => ""; }
        // Records and cmdlets share members through abstract ones.
        var declared = Bases(holder).Where(one => one.IsAbstract && one.Name != "PanelObject").Prepend(holder);
        return name => declared.Select(one => one.GetProperty(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)).FirstOrDefault(found => found is not null) is { } property ? Shown(property.GetValue(blank)) : "";
    }

    private static string Shown(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "True" : "False",
        IEnumerable items => string.Join(", ", items.Cast<object>().Select(Shown)),
        IFormattable one when value.GetType().IsPrimitive => one.ToString(null, CultureInfo.InvariantCulture),
        Enum name => name.ToString(),
        _ => "",
    };

    private static IEnumerable<PropertyInfo> Properties(Type type)
        => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.DeclaringType!.Namespace?.StartsWith("Nodepoint", StringComparison.Ordinal) == true);

    private static IEnumerable<Type> Bases(Type type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType) yield return current;
    }

    private static string[] Values(PropertyInfo property)
    {
        var type = property.PropertyType.IsArray ? property.PropertyType.GetElementType()! : Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type.IsEnum ? Enum.GetNames(type) : Texts(Attribute(property, "ValidateSetAttribute"));
    }

    private static string[] Texts(CustomAttributeData? data)
        => data?.ConstructorArguments.SelectMany(argument => argument.Value as IEnumerable<CustomAttributeTypedArgument> ?? [argument]).Select(argument => argument.Value).OfType<string>().ToArray() ?? [];

    private static CustomAttributeData? Attribute(MemberInfo member, string name) => member.GetCustomAttributesData().FirstOrDefault(data => data.AttributeType.Name == name);

    private static object? Named(CustomAttributeData data, string name) => data.NamedArguments.FirstOrDefault(argument => argument.MemberName == name).TypedValue.Value;
}
