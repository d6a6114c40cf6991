using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Passwords;
using Nodepoint.IspConfig.Writing;
using Xunit;

namespace Nodepoint.Tests.Writing;

/// <summary>Random rows of any noun, made from records that a panel has: valid ones, and ones that are refused.</summary>
internal static class RandomRows
{
    private static readonly string[] Texts = ["", " ", "x", "a b", "ü.example", "x.example", "x@x.example", "@x.example", "192.0.2.7", "2001:db8::7", "two\nlines", "say \"x\"", "100%", "_", "/x", "../x", "*", "-1", new('y', 300)];
    private static readonly long[] Numbers = [-5, -1, 0, 1, 2, 59, 60, 3600, 999999, int.MaxValue, 1L << 40];

    /// <summary>Plans to add a record like another one, with some random values, mostly under a new name.</summary>
    public static Func<RecordWriter<T>, Task<WritePlan<T>>> Adding<T>(PanelNoun<T> noun, T record, Random random, bool onlyStorable = false) where T : PanelObject
    {
        var passwords = noun.Hashed is { } hashed ? noun.Mandatory.With(hashed.Ordinal) : noun.Mandatory;
        var given = noun.Written.Except(noun.Secrets).Union(passwords);
        if (noun.ServerOrdinal >= 0 && noun.ServerOf(record) == 0) given = given.Without(noun.ServerOrdinal);
        var (value, _) = Vary(noun, noun.Stored(record, 0, 0), random, random.Next(3), onlyStorable);
        var key = typeof(T).GetProperty(noun.Columns[noun.KeyOrdinal].Member)!;
        if (random.Next(3) > 0 && key.PropertyType == typeof(string)) key.SetValue(value, $"n{random.Next(1000)}{noun.KeyOf(value)}");
        foreach (var ordinal in passwords) typeof(T).GetProperty(noun.Columns[ordinal].Member)!.SetValue(value, random.Next(4) == 0 ? SecretText.From("x") : SecretText.From(PasswordGenerator.Generate()));
        return writer => writer.PlanAdditionAsync(new Addition<T>(value, given), TestContext.Current.CancellationToken);
    }

    /// <summary>A copy with random values, and the columns that have them.</summary>
    /// <param name="noun">The noun.</param>
    /// <param name="record">The record.</param>
    /// <param name="random">Chooses the values.</param>
    /// <param name="count">How many values.</param>
    /// <param name="onlyStorable">Whether values are left out that mean nothing to the panel: IDs of nothing, and Other.</param>
    public static (T Value, ColumnSet Given) Vary<T>(PanelNoun<T> noun, T record, Random random, int count, bool onlyStorable = false) where T : PanelObject
    {
        var columns = noun.Written.Except(noun.Secrets).Where(ordinal => !noun.Columns[ordinal].Flags.HasFlag(ColumnFlags.Internal) && (!onlyStorable || noun.Columns[ordinal].RefersTo is null)).ToArray();
        var (value, given) = (record with { }, ColumnSet.Empty);
        for (; count > 0; count--)
        {
            var ordinal = columns[random.Next(columns.Length)];
            var member = typeof(T).GetProperty(noun.Columns[ordinal].Member)!;
            var next = Random(member.PropertyType, member.GetValue(record), random);
            // It stands for values that the panel has and the module does not know.
            if (onlyStorable && next is Enum && next.ToString() == "Other") continue;
            member.SetValue(value, next);
            given = given.With(ordinal);
        }

        return (value, given);
    }

    private static object? Random(Type type, object? current, Random random) => current switch
    {
        _ when random.Next(6) == 0 => current,
        bool flag => !flag,
        long => Numbers[random.Next(Numbers.Length)],
        string => Texts[random.Next(Texts.Length)],
        string[] => Enumerable.Range(0, random.Next(3)).Select(_ => Texts[random.Next(Texts.Length)]).ToArray(),
        Enum => Enum.GetValuesAsUnderlyingType(type) is var values ? Enum.ToObject(type, values.GetValue(random.Next(values.Length))!) : current,
        _ => current,
    };
}
