using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Servers;
using Nodepoint.IspConfig.State;
using Nodepoint.IspConfig.State.Changes;
using Xunit;

namespace Nodepoint.Tests.State;

/// <summary>What can be taken back of each noun follows from its record and the panel's functions: no noun has code of its own there.</summary>
public sealed class UndoNounTests
{
    // What cannot be taken back of a noun, with the reason.
    private static readonly Dictionary<string, string> Cannot = new()
    {
        ["NpMailboxFilter"] = "the panel does not log changes of mailbox filters, only what it makes from them",
    };

    public static TheoryData<string> Nouns => [.. StateNouns.All.Select(noun => noun.Name)];

    [Theory]
    [MemberData(nameof(Nouns))]
    public void CanBeTakenBackOrSaysWhyNot(string name)
    {
        var noun = StateNouns.Find(name)!;
        Assert.Equal(Cannot.GetValueOrDefault(name), LoggedNoun.WhyNotLogged(noun) ?? noun.WhyNotAdded ?? noun.WhyNotChanged ?? noun.WhyNotRemoved);
    }

    [Theory]
    [MemberData(nameof(Nouns))]
    public void IsFoundByARowOfItsTable(string name)
    {
        var noun = StateNouns.Find(name)!;
        var row = noun.Accept(new RowVisitor());
        Assert.Same(noun, LoggedNoun.Find(Entry(1, noun, DataLogAction.Update, row, row)));
    }

    [Theory]
    [MemberData(nameof(Nouns))]
    public void IsTheSameObjectUnderItsNewId(string name)
    {
        var noun = StateNouns.Find(name)!;
        var row = noun.Accept(new RowVisitor());
        var again = new Dictionary<string, string?>(row) { [noun.Accept(new IdVisitor())] = "8" };
        var history = new ChangeHistory();
        var removed = history.Add(Entry(1, noun, DataLogAction.Delete, row, []), noun);
        Assert.True(removed!.IsGone);
        Assert.Same(removed, history.Add(Entry(2, noun, DataLogAction.Insert, [], again), noun));
        Assert.False(removed.IsGone);
        Assert.Equal((7L, 8L), (removed.Root, removed.Id));
    }

    [Theory]
    [MemberData(nameof(Nouns))]
    public void ComesToNothingIfItWasAddedAndRemoved(string name)
    {
        var noun = StateNouns.Find(name)!;
        var row = noun.Accept(new RowVisitor());
        var (added, removed) = (Entry(1, noun, DataLogAction.Insert, [], row), Entry(2, noun, DataLogAction.Delete, row, []));
        var item = new UndoItem(new ChangeHistory().Add(added, noun)!, added);
        item.Add(added);
        Assert.Equal(StateChangeAction.Removed, item.Action);
        item.Add(removed);
        Assert.Null(item.Action);
    }

    [Fact]
    public void SeveralChangesComeToTheFirstAndTheLastValue()
    {
        var noun = StateNouns.Find("NpMailbox")!;
        DataLogRow[] entries =
        [
            Entry(1, noun, DataLogAction.Update, Mailbox("1", "a"), Mailbox("2", "a")),
            Entry(2, noun, DataLogAction.Update, Mailbox("2", "a"), Mailbox("3", "b")),
            Entry(3, noun, DataLogAction.Delete, Mailbox("3", "b"), []),
        ];
        var item = new UndoItem(new ChangeHistory().Add(entries[0], noun)!, entries[0]);
        item.Add(entries[0]);
        item.Add(entries[1]);
        Assert.Equal((StateChangeAction.Changed, "1", "3"), (item.Action, item.Before["quota"], item.After["quota"]));
        item.Add(entries[2]);
        Assert.Equal((StateChangeAction.Added, "1", "a"), (item.Action, item.Before["quota"], item.Before["name"]));

        static Dictionary<string, string?> Mailbox(string quota, string name) => new() { ["mailuser_id"] = "7", ["email"] = "a@a.example", ["quota"] = quota, ["name"] = name };
    }

    private static DataLogRow Entry(long id, StateNoun noun, DataLogAction action, Dictionary<string, string?> old, Dictionary<string, string?> now)
        => new(id, DateTimeOffset.UnixEpoch, 1, noun.Table, action, noun.Accept(new IdVisitor()), action == DataLogAction.Insert ? 0 : 7, "admin", "ok", "", old, now);

    private sealed class IdVisitor : INounVisitor<string>
    {
        public string Visit<T>(PanelNoun<T> noun) where T : PanelObject => noun.IdColumn;
    }

    // A row with the ID 7 and a key, of the kind that the noun is about.
    private sealed class RowVisitor : INounVisitor<Dictionary<string, string?>>
    {
        public Dictionary<string, string?> Visit<T>(PanelNoun<T> noun) where T : PanelObject
        {
            var row = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { [noun.IdColumn] = "7", [noun.Columns[noun.KeyOrdinal].Name] = "key.example" };
            foreach (var (column, value) in noun.Only) row[column] = value;
            return row;
        }
    }
}
