using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace Nodepoint.EngineHost.Specs;

/// <summary>The operators of Should, with the meaning they have in Pester 5. Each answers with its failure, or null.</summary>
internal static class Assertions
{
    private static readonly HashSet<string> All =
    [
        "Be", "BeExactly", "BeNullOrEmpty", "BeTrue", "BeFalse", "BeGreaterThan", "BeGreaterOrEqual", "BeLessThan", "BeLessOrEqual",
        "BeLike", "BeLikeExactly", "BeIn", "BeOfType", "Contain", "Exist", "HaveCount", "Match", "MatchExactly", "Throw",
    ];

    public static bool IsOperator(string parameter) => All.Contains(parameter);

    public static bool TakesAll(string name) => name is "Be" or "BeExactly" or "BeNullOrEmpty" or "Contain" or "HaveCount";

    public static string? Check(string name, PSCmdlet command, object? actual, object? expected, bool not, string because)
    {
        var (holds, wanted) = name switch
        {
            "Be" => (Same(actual, expected, ignoreCase: true), ""),
            "BeExactly" => (Same(actual, expected, ignoreCase: false), "exactly "),
            "BeNullOrEmpty" => (Empty((object?[])actual!), "$null or empty"),
            "BeTrue" => (LanguagePrimitives.IsTrue(actual), "$true"),
            "BeFalse" => (!LanguagePrimitives.IsTrue(actual), "$false"),
            "BeGreaterThan" => (Compare(actual, expected) > 0, "the actual value to be greater than"),
            "BeGreaterOrEqual" => (Compare(actual, expected) >= 0, "the actual value to be greater than or equal to"),
            "BeLessThan" => (Compare(actual, expected) < 0, "the actual value to be less than"),
            "BeLessOrEqual" => (Compare(actual, expected) <= 0, "the actual value to be less than or equal to"),
            "BeLike" => (Like(actual, expected, WildcardOptions.IgnoreCase), "a value like wildcard"),
            "BeLikeExactly" => (Like(actual, expected, WildcardOptions.None), "a value case sensitively like wildcard"),
            "BeIn" => (Items(expected).Any(item => Equal(item, actual, ignoreCase: true)), "a value in collection"),
            "BeOfType" => (OfType(actual, expected), "a value of type"),
            "Contain" => (((object?[])actual!).Any(item => Equal(item, expected, ignoreCase: true)), "a collection with"),
            "Exist" => (command.InvokeProvider.Item.Exists(Text(actual)), "an existing path"),
            "HaveCount" => (((object?[])actual!).Length == LanguagePrimitives.ConvertTo<int>(expected), "a collection of size"),
            "Match" => (Regex.IsMatch(Text(actual), Text(expected), RegexOptions.IgnoreCase), "a match of regular expression"),
            "MatchExactly" => (Regex.IsMatch(Text(actual), Text(expected)), "a case sensitive match of regular expression"),
            _ => throw new PSNotSupportedException(name),
        };
        if (holds != not)
            return null;
        var value = name is "BeNullOrEmpty" or "BeTrue" or "BeFalse" or "Exist" ? "" : Written.Of(expected);
        var subject = string.Join(' ', new[] { not ? "not" : "", wanted.Trim(), value }.Where(word => word.Length > 0));
        var got = TakesAll(name) && actual is object?[] { Length: 1 } single ? single[0] : actual;
        var size = name == "HaveCount" ? $"size {((object?[])actual!).Length}: " : "";
        var type = name == "BeOfType" && actual is not null ? $" of type [{Base(actual)!.GetType()}]" : "";
        return $"Expected {subject},{because} but got {size}{Written.Of(got)}{type}.";
    }

    public static string? Thrown(ErrorRecord? thrown, string? message, string? id, Type? type, string because)
    {
        var wanted = new List<string>();
        var got = new List<string>();
        if (type is not null)
            Want("type", Written.Of(type), thrown is not null && type.IsInstanceOfType(thrown.Exception), thrown?.Exception.GetType());
        if (!string.IsNullOrWhiteSpace(message))
            Want("message like", Written.Of(message), Like(thrown?.Exception.Message, message, WildcardOptions.IgnoreCase), thrown?.Exception.Message);
        if (!string.IsNullOrWhiteSpace(id))
            Want("FullyQualifiedErrorId", Written.Of(id), Like(thrown?.FullyQualifiedErrorId, id, WildcardOptions.IgnoreCase), thrown?.FullyQualifiedErrorId);
        var with = wanted.Count > 0 ? $" with {string.Join(" and ", wanted)}" : "";
        if (thrown is null)
            return $"Expected an exception{with} to be thrown,{because} but no exception was thrown.";
        return got.Count == 0 ? null : $"Expected an exception{with} to be thrown,{because} but {string.Join(" and ", got)}.";

        void Want(string what, string value, bool holds, object? actual)
        {
            wanted.Add($"{what} {value}");
            if (!holds)
                got.Add($"its {what.Split(' ')[0]} was {Written.Of(actual)}");
        }
    }

    private static bool Same(object? actual, object? expected, bool ignoreCase)
    {
        var first = Items(actual).ToArray();
        var second = Items(expected).ToArray();
        if (Void(first) || Void(second))
            return Void(first) && Void(second);
        return first.Length == second.Length && first.Zip(second).All(pair =>
            Base(pair.First) is Array || Base(pair.Second) is Array
                ? Same(pair.First, pair.Second, ignoreCase)
                : Equal(pair.Second, pair.First, ignoreCase));
    }

    private static bool Void(object?[] items) => items is [] or [null];

    private static bool Empty(object?[] items) => items switch
    {
        [] => true,
        [var one] => Base(one) is Hashtable table ? table.Count == 0 : Text(one).Length == 0,
        _ => false,
    };

    private static bool Equal(object? first, object? second, bool ignoreCase) =>
        LanguagePrimitives.Equals(first, second, ignoreCase, CultureInfo.InvariantCulture);

    private static int Compare(object? actual, object? expected) => LanguagePrimitives.Compare(actual, expected, ignoreCase: true, CultureInfo.InvariantCulture);

    private static bool Like(object? actual, object? pattern, WildcardOptions options) => new WildcardPattern(Text(pattern), options).IsMatch(Text(actual));

    private static bool OfType(object? actual, object? expected)
    {
        var type = Base(expected) as Type ?? LanguagePrimitives.ConvertTo<Type>(Text(expected).Trim('[', ']'));
        return type == typeof(PSObject) || type == typeof(PSCustomObject)
            ? actual is PSObject
            : type.IsInstanceOfType(Base(actual));
    }

    private static IEnumerable<object?> Items(object? value) => Base(value) switch
    {
        string or IDictionary => [value],
        IList list => list.Cast<object?>(),
        _ => [value],
    };

    private static string Text(object? value) => LanguagePrimitives.ConvertTo<string>(value) ?? "";

    private static object? Base(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
