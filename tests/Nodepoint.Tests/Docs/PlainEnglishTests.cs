using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Nodepoint.Tests.Docs;

/// <summary>Phrases that readers stumbled over stay out of messages, help and documents.</summary>
public sealed partial class PlainEnglishTests
{
    // Each with what to write instead.
    private static readonly (Regex Phrase, string Instead)[] Phrases =
    [
        (IsNone(), "say what is wrong: is not a valid ..."),
        (IsNo(), "is not a"),
        (WillNotDo(), "Cannot read '...' as -Name. Use ..."),
        (Below(), "belongs to, dependents"),
        (Along(), "is removed (changed) too"),
        (PassOver(), "skip"),
        (HeldAgainst(), "check against"),
        (NotGiven(), "not specified"),
        (Mend(), "fix"),
        (GoOn(), "resume, continue"),
        (Room(), "size limit, quota"),
        (ByItself(), "say who does it"),
        (ComesToBe(), "is created"),
        (AsItCame(), "unchanged"),
        (Leaves(), "is sent"),
        (Remembered(), "Time to live in seconds"),
        (GiveOne(), "Specify ..."),
        (PanelHasNo(), "... was not found on panel '...'"),
        (UnderWay(), "in flight"),
        (Takes(), "accepts"),
        (BoxPossessive(), "mailbox's"),
    ];

    private static readonly string Module = Path.Combine(Repository.Root, "artifacts", "Nodepoint");

    public static TheoryData<string> Assemblies => ["Nodepoint.PowerShell.dll", "Nodepoint.IspConfig.dll", "dependencies/Nodepoint.Transport.dll", "sandbox/Nodepoint.Sandbox.dll"];

    public static TheoryData<string> Documents =>
        [.. new[] { "*.md", "docs/*.txt", "docs/cmdlets/*.md", "samples/*.ps1", "src/Nodepoint.IspConfig/Panel/Faults/FaultTexts.txt", "Nodepoint.psd1" }
            .SelectMany(pattern => Directory.GetFiles(Path.Combine(Repository.Root, Path.GetDirectoryName(pattern)!), Path.GetFileName(pattern)))
            .Select(file => Path.GetRelativePath(Repository.Root, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_message_of_the_module_has_them(string assembly) => AssertNone(Literals(Path.Combine(Module, assembly)).SelectMany(Found));

    [Theory]
    [MemberData(nameof(Documents))]
    public void No_document_has_them(string file) => AssertNone(File.ReadLines(Path.Combine(Repository.Root, file)).SelectMany((line, index) => Found(line).Select(found => $"line {index + 1}: {found}")));

    [Theory]
    [InlineData("src/Nodepoint.IspConfig/bin/{0}/net8.0/Nodepoint.IspConfig.xml")]
    [InlineData("src/Nodepoint.PowerShell/bin/{0}/net8.0/Nodepoint.PowerShell.xml")]
    public void No_doc_comment_has_them(string file)
    {
        var docs = XDocument.Load(Path.Combine(Repository.Root, string.Format(System.Globalization.CultureInfo.InvariantCulture, file, Repository.Configuration)));
        AssertNone(docs.Descendants("member").SelectMany(member => Found(member.Value).Select(found => $"{member.Attribute("name")!.Value}: {found}")));
    }

    [Theory]
    [InlineData("The mail address 'x' is none: it has no @.")]
    [InlineData("The parent named for this client is no reseller.")]
    [InlineData("Quota: '1,5 GB' will not do here.")]
    [InlineData("mail domain a.example is not removed while these hang below it")]
    [InlineData("Use -Recurse to take them along, and they go along.")]
    [InlineData("Run the same line again to go on from j.jsonl.")]
    [InlineData("The panel has no mailbox 'x'.")]
    [InlineData("An empty cell counts as not given.")]
    [InlineData("after it was held against the panel's rule")]
    [InlineData("a mailbox' password")]
    public void Each_of_them_is_found(string text) => Assert.NotEmpty(Found(text));

    [Theory]
    [InlineData("There is no mailbox in the domain, and the domain is no longer active.")]
    [InlineData("A change takes effect when the server has run its jobs.")]
    [InlineData("New-NpSandbox -Name 'mailbox' creates one; the command takes place.")]
    public void Similar_phrases_are_allowed(string text) => Assert.Empty(Found(text));

    private static void AssertNone(IEnumerable<string> found) => Assert.True(!found.Any(), string.Join('\n', found));

    private static IEnumerable<string> Found(string text)
    {
        var ours = OfPanel().Replace(text, "");
        return Phrases.Where(pair => pair.Phrase.IsMatch(ours)).Select(pair => $"'{pair.Phrase.Match(ours).Value}' ({pair.Instead}) in: {text.Trim()}");
    }

    // Everything that the code loads as a text.
    private static List<string> Literals(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        var texts = new List<string>();
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = metadata.GetNextHandle(handle)) texts.Add(metadata.GetUserString(handle));
        return texts;
    }

    // Sentences of the panel, which the sandbox sends and FaultTexts.txt matches.
    [GeneratedRegex(@"\bis no valid (sys_userid|sys_groupid|permission string|$)")]
    private static partial Regex OfPanel();

    [GeneratedRegex(@"\b(is|are) none\b", RegexOptions.IgnoreCase)]
    private static partial Regex IsNone();

    [GeneratedRegex(@"(?<!\bthere )\b(is|are) no (?!longer\b|more\b)[a-z]", RegexOptions.IgnoreCase)]
    private static partial Regex IsNo();

    [GeneratedRegex(@"\bwill not do\b", RegexOptions.IgnoreCase)]
    private static partial Regex WillNotDo();

    [GeneratedRegex(@"\bhangs? below\b", RegexOptions.IgnoreCase)]
    private static partial Regex Below();

    [GeneratedRegex(@"\b(go|goes|went|take|takes|taken) (them |it )?along\b", RegexOptions.IgnoreCase)]
    private static partial Regex Along();

    [GeneratedRegex(@"\bpass(es|ed)? over\b", RegexOptions.IgnoreCase)]
    private static partial Regex PassOver();

    [GeneratedRegex(@"\bheld against\b", RegexOptions.IgnoreCase)]
    private static partial Regex HeldAgainst();

    [GeneratedRegex(@"\bnot given\b", RegexOptions.IgnoreCase)]
    private static partial Regex NotGiven();

    [GeneratedRegex(@"\bmend(s|ed|ing)?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Mend();

    [GeneratedRegex(@"\b(go|goes|going|gone|went) on\b", RegexOptions.IgnoreCase)]
    private static partial Regex GoOn();

    [GeneratedRegex(@"\broom\b", RegexOptions.IgnoreCase)]
    private static partial Regex Room();

    [GeneratedRegex(@"\bby itself\b", RegexOptions.IgnoreCase)]
    private static partial Regex ByItself();

    [GeneratedRegex(@"\bcomes? to be\b", RegexOptions.IgnoreCase)]
    private static partial Regex ComesToBe();

    [GeneratedRegex(@"\bas (it|they) came\b", RegexOptions.IgnoreCase)]
    private static partial Regex AsItCame();

    [GeneratedRegex(@"\bleaves? this machine\b", RegexOptions.IgnoreCase)]
    private static partial Regex Leaves();

    [GeneratedRegex(@"\bmay be remembered\b", RegexOptions.IgnoreCase)]
    private static partial Regex Remembered();

    [GeneratedRegex(@"\bGive one\.")]
    private static partial Regex GiveOne();

    [GeneratedRegex(@"\bThe panel has no\b", RegexOptions.IgnoreCase)]
    private static partial Regex PanelHasNo();

    [GeneratedRegex(@"\bunder way\b", RegexOptions.IgnoreCase)]
    private static partial Regex UnderWay();

    [GeneratedRegex(@"\btakes\b(?! (effect|place|up|over|about|longer|precedence|\d))", RegexOptions.IgnoreCase)]
    private static partial Regex Takes();

    [GeneratedRegex(@"(?<!'\w*)\b(mail|sand)box' [a-z]", RegexOptions.IgnoreCase)]
    private static partial Regex BoxPossessive();
}
