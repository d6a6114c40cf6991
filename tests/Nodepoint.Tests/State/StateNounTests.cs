using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Servers;
using Nodepoint.IspConfig.State;
using Xunit;

namespace Nodepoint.Tests.State;

/// <summary>What a state can do with each noun follows from its record: no noun has code of its own there.</summary>
public sealed class StateNounTests
{
    // What a state cannot do with a noun, with the reason.
    private static readonly Dictionary<string, string> Cannot = [];

    // Members of IDs that a state keeps as numbers, with the reason.
    private static readonly Dictionary<string, string> Numbers = new()
    {
        ["NpClient OpenVzTemplateId"] = "OpenVZ is no longer part of the panel",
    };

    // Columns of IDs that have other names.
    private static readonly Type[] Named = [typeof(Server), typeof(PhpVersion), typeof(ClientTemplate)];

    public static TheoryData<string> Nouns => [.. StateNouns.All.Select(noun => noun.Name)];

    [Fact]
    public void EveryNounWithCmdletsIsKept()
        => Assert.Equal(PanelNouns.All.Where(noun => noun.CmdletNoun is not null).Select(noun => noun.CmdletNoun!).Order(), StateNouns.All.Select(noun => noun.Name).Order());

    [Theory]
    [MemberData(nameof(Nouns))]
    public void CanBeAddedChangedAndRemoved(string name)
    {
        var noun = StateNouns.Find(name)!;
        foreach (var (action, why) in new[] { ("add", noun.WhyNotAdded), ("change", noun.WhyNotChanged), ("remove", noun.WhyNotRemoved) })
            Assert.Equal(Cannot.GetValueOrDefault($"{name} {action}"), why);
        Assert.NotEmpty(noun.Permission);
    }

    [Theory]
    [MemberData(nameof(Nouns))]
    public void IsKnownByItsKeyAndNotByItsId(string name)
    {
        var noun = StateNouns.Find(name)!;
        Assert.NotEmpty(noun.Identity);
        Assert.All(noun.Identity, ordinal => Assert.Contains(ordinal, noun.Kept));
        Assert.DoesNotContain(noun.Kept, ordinal => (noun.Columns[ordinal].Flags & ColumnFlags.Counter) != 0 && noun.Identity.Contains(ordinal));
    }

    [Theory]
    [MemberData(nameof(Nouns))]
    public void NamesWhatItsIdsReferTo(string name)
    {
        var noun = StateNouns.Find(name)!;
        foreach (var ordinal in noun.Kept)
        {
            var column = noun.Columns[ordinal];
            if (column.RefersTo is { } type) Assert.True(Named.Contains(type) || StateNouns.OfType(type).Any(), $"{column.Member} of {name} refers to {type.Name}, which has no name in a state.");
            else if (column.Member.EndsWith("Id", StringComparison.Ordinal) && !Numbers.ContainsKey($"{name} {column.Member}") && column.Name != "vat_id" && column.Name != "company_id")
                Assert.Fail($"{column.Member} of {name} is an ID without [Link] or [RefersTo]. Add one of them, or a reason here.");
        }
    }

    [Theory]
    [MemberData(nameof(Nouns))]
    public void ComesAfterWhatItNeeds(string name)
    {
        var order = StateNouns.All.Select(noun => noun.RecordType).ToList();
        var noun = StateNouns.Find(name)!;
        // Members of a client can refer to any server, and a server address to a client.
        foreach (var type in noun.Needs.Concat(noun.After).Where(order.Contains)) Assert.True(order.IndexOf(type) < order.IndexOf(noun.RecordType), $"{name} comes before {type.Name}.");
    }
}
