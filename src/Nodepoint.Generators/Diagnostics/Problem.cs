using System.Linq;
using Microsoft.CodeAnalysis;

namespace Nodepoint.Generators.Diagnostics;

/// <summary>A mistake in a record, at its place.</summary>
internal sealed record Problem
{
    private readonly EquatableArray<string> _arguments;

    public Problem(DiagnosticDescriptor rule, Place? place, params string[] arguments)
    {
        Rule = rule;
        Place = place;
        _arguments = arguments.ToEquatableArray();
    }

    public DiagnosticDescriptor Rule { get; }

    public Place? Place { get; }

    /// <summary>The mistake as the compiler reports it.</summary>
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rule, Place?.ToLocation() ?? Location.None, _arguments.Cast<object>().ToArray());
}
