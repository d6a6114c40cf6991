namespace Nodepoint.HelpPages;

/// <summary>What a page says about a cmdlet.</summary>
public sealed record CommandPage(string Name)
{
    public string Synopsis { get; init; } = "";

    public IReadOnlyList<ParameterSet> Sets { get; init; } = [];

    public IReadOnlyList<ParameterText> Parameters { get; init; } = [];

    public IReadOnlyList<TypeText> Inputs { get; init; } = [];

    public IReadOnlyList<TypeText> Outputs { get; init; } = [];

    /// <summary>The sentence about the permissions that a remote user needs.</summary>
    public string Permissions { get; init; } = "";

    // Written by hand, and kept as they are.
    public string Date { get; init; } = "";

    public string Description { get; init; } = "";

    public string Examples { get; init; } = "";

    public string Notes { get; init; } = "";

    public string Links { get; init; } = "";

    // What many cmdlets share, in the order that syntax lines end with.
    private static readonly string[] Shared =
        ["First", "Skip", "IncludeTotalCount", "SkipExisting", "EnforceLimit", "AdditionalField", "PassThru", "ThrottleLimit", "Journal", "TotalCount", "Panel", "WhatIf", "Confirm"];

    /// <summary>The parameters of a set, in the order of the command line: by position, then what must be given, then the rest; what many cmdlets share comes last.</summary>
    public IReadOnlyList<(ParameterText Parameter, Membership Place)> InSet(string set)
        => [.. Parameters.Select(parameter => (Parameter: parameter, Place: parameter.In(set))).Where(pair => pair.Place is not null)
            .Select(pair => (pair.Parameter, Place: pair.Place!))
            .Where(pair => !pair.Parameter.Hidden || pair.Place.FromPipeline || pair.Place.IsRequired)
            .OrderBy(pair => pair.Place.Position ?? int.MaxValue).ThenBy(pair => !pair.Place.IsRequired)
            .ThenBy(pair => Array.IndexOf(Shared, pair.Parameter.Name))];
}

/// <summary>A parameter set; __AllParameterSets where a cmdlet has but one.</summary>
public sealed record ParameterSet(string Name, bool IsDefault)
{
    public const string Only = "__AllParameterSets";
}

/// <summary>A parameter's part in a set; the set (All) stands for every one.</summary>
public sealed record Membership(string Set, int? Position, bool IsRequired, bool FromPipeline, bool FromProperty)
{
    public const string All = "(All)";
}

/// <summary>A parameter.</summary>
public sealed record ParameterText(string Name, string Text, string Type, string ShortType)
{
    public string Default { get; init; } = "";

    public bool Wildcards { get; init; }

    public bool Hidden { get; init; }

    public IReadOnlyList<string> Aliases { get; init; } = [];

    public IReadOnlyList<string> Values { get; init; } = [];

    public IReadOnlyList<Membership> Sets { get; init; } = [];

    public bool IsSwitch => ShortType == "switch";

    /// <summary>The parameter's part in the cmdlet as a whole: what is true in any of its sets.</summary>
    public Membership InAny() => new(Membership.All, Sets.Select(place => place.Position).FirstOrDefault(position => position is not null),
        Sets.Any(place => place.IsRequired), Sets.Any(place => place.FromPipeline), Sets.Any(place => place.FromProperty));

    public Membership? In(string set) => Sets.FirstOrDefault(place => place.Set == set || place.Set == Membership.All);
}

/// <summary>What goes in or comes out.</summary>
public sealed record TypeText(string Type, string Text);
