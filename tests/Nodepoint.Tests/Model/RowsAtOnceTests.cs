using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.State;
using Nodepoint.IspConfig.State.Changes;
using Xunit;

namespace Nodepoint.Tests.Model;

/// <summary>Rows of many replies are read at the same time, and must not get values of each other.</summary>
public sealed class RowsAtOnceTests
{
    private const int Threads = 4;
    private const int RowsOfThread = 4_000;

    public static TheoryData<string> Nouns => [.. StateNouns.All.Select(noun => noun.Name)];

    [Theory]
    [MemberData(nameof(Nouns))]
    public async Task Each_row_has_its_own_values(string name)
    {
        var read = StateNouns.Find(name)!.Accept(new ReaderOf());
        var expected = Enumerable.Range(0, Threads).Select(read).ToArray();
        Assert.Equal(Threads, expected.Distinct().Count());
        using var start = new Barrier(Threads);
        var wrong = await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                for (var row = 0; row < RowsOfThread; row++)
                    if (read(thread) is var values && values != expected[thread]) return values;
                return null;
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Assert.All(wrong, Assert.Null);
    }

    // Reads a row whose columns have texts of a number's own.
    private sealed class ReaderOf : INounVisitor<Func<int, string>>
    {
        public Func<int, string> Visit<T>(PanelNoun<T> noun) where T : PanelObject
        {
            var rows = Enumerable.Range(0, Threads).Select(number => JsonSerializer.SerializeToUtf8Bytes(noun.Columns.Select(column => column.Name).Append("of_a_newer_panel").Distinct().ToDictionary(column => column, column => $"{column} {number}"))).ToArray();
            return number =>
            {
                var reader = new Utf8JsonReader(rows[number]);
                reader.Read();
                var record = noun.Read(ref reader);
                return string.Join('\n', RecordValues.Of(noun, record).Select(value => value.ToString()).Append(record.AdditionalFields.GetValueOrDefault("of_a_newer_panel")));
            };
        }
    }
}
