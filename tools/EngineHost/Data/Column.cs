using System.Collections;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace Nodepoint.EngineHost.Data;

/// <summary>A property as Select-Object, Sort-Object and Group-Object take it: a name, a wildcard, a script block or a hashtable of these.</summary>
public sealed class Column
{
    private readonly PSPropertyExpression _expression;

    private Column(PSPropertyExpression expression, string? name, bool? descending)
    {
        _expression = expression;
        Name = name ?? expression.ToString();
        Named = name is not null;
        Descending = descending;
    }

    public string Name { get; }

    public bool? Descending { get; }

    private bool Named { get; }

    public static Column[] Parse(object[]? properties) => [.. (properties ?? []).Select(Parse)];

    /// <summary>The properties this column stands for on an object; one without a value where there are none.</summary>
    public IEnumerable<PSNoteProperty> Read(PSObject row)
    {
        var names = _expression.HasWildCardCharacters ? _expression.ResolveNames(row) : [_expression];
        foreach (var name in names)
            yield return new PSNoteProperty(Named ? Name : name.ToString(), name.GetValues(row).FirstOrDefault()?.Result);
    }

    public object? Value(PSObject row) => _expression.GetValues(row).FirstOrDefault()?.Result;

    private static Column Parse(object property)
    {
        property = property is PSObject wrapped ? wrapped.BaseObject : property;
        if (property is not IDictionary keys)
            return new Column(Expression(property), null, null);
        string? name = null;
        object? expression = null;
        bool? descending = null;
        foreach (DictionaryEntry entry in keys)
        {
            var key = entry.Key.ToString()!.ToLowerInvariant();
            if (key is "n" or "name" or "l" or "label")
                name = entry.Value?.ToString();
            else if ("expression".StartsWith(key, StringComparison.Ordinal))
                expression = entry.Value;
            else if (key is "descending")
                descending = LanguagePrimitives.IsTrue(entry.Value);
            else if (key is "ascending")
                descending = !LanguagePrimitives.IsTrue(entry.Value);
            else
                throw new ArgumentException($"The key '{entry.Key}' isn't known in a calculated property.");
        }

        return new Column(Expression(expression ?? name!), name, descending);
    }

    private static PSPropertyExpression Expression(object property) => property switch
    {
        PSObject wrapped => Expression(wrapped.BaseObject),
        ScriptBlock script => new PSPropertyExpression(script),
        _ => new PSPropertyExpression(property.ToString()!),
    };
}
