using Nodepoint.EngineHost.Specs;

namespace Nodepoint.EngineHost.Commands;

/// <summary>The commands of this host that have to be compiled; the others are functions in Everyday.</summary>
internal static class Registered
{
    public static IReadOnlyList<(string Name, Type Type)> Commands { get; } =
    [
        ("Format-Table", typeof(FormatTableCommand)),
        ("Format-List", typeof(FormatListCommand)),
        ("Out-String", typeof(OutStringCommand)),
        ("Out-File", typeof(OutFileCommand)),
        ("Get-Variable", typeof(GetVariableCommand)),
        ("Set-Variable", typeof(SetVariableCommand)),
        ("Invoke-SpecFile", typeof(InvokeSpecFileCommand)),
        ("Invoke-SpecPart", typeof(InvokeSpecPartCommand)),
        ("Add-SpecBlock", typeof(AddSpecBlockCommand)),
        ("Add-Spec", typeof(AddSpecCommand)),
        ("Add-SpecStep", typeof(AddSpecStepCommand)),
        ("Invoke-BeforeDiscovery", typeof(InvokeBeforeDiscoveryCommand)),
        ("Set-ItResult", typeof(SetItResultCommand)),
        ("Assert-Should", typeof(AssertShouldCommand)),
    ];

    public static IReadOnlyList<(string Alias, string Command)> Aliases { get; } =
    [
        ("Describe", "Add-SpecBlock"),
        ("Context", "Add-SpecBlock"),
        ("It", "Add-Spec"),
        ("BeforeAll", "Add-SpecStep"),
        ("BeforeEach", "Add-SpecStep"),
        ("AfterEach", "Add-SpecStep"),
        ("AfterAll", "Add-SpecStep"),
        ("BeforeDiscovery", "Invoke-BeforeDiscovery"),
        ("Should", "Assert-Should"),
    ];
}
