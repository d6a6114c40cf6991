using System.Reflection;
using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Sites;

namespace Nodepoint.Tests.Panel;

/// <summary>All readers of responses and rows in the library.</summary>
internal static class ReplyReaders
{
    /// <summary>The readers of nouns, by the prefix of the panel's functions.</summary>
    public static IReadOnlyList<(string Functions, PanelReplyReader<object?> Read)> Nouns { get; } =
        [.. PanelNouns.All.Select(noun => (noun.Functions, (PanelReplyReader<object?>)Delegate.CreateDelegate(typeof(PanelReplyReader<object?>), noun, noun.GetType().GetMethod("Read")!)))];

    /// <summary>All other readers: those of rows that do not belong to a noun, and those of single values.</summary>
    public static IReadOnlyList<PanelReplyReader<object?>> Others { get; } =
    [
        .. Rows(),
        static (ref Utf8JsonReader r) => WebsiteBackup.Of(PanelRow.Read(ref r)),
        static (ref Utf8JsonReader r) => JsonElement.ParseValue(ref r),
        static (ref Utf8JsonReader r) => PanelValue.Number(ref r),
        static (ref Utf8JsonReader r) => PanelValue.Fraction(ref r),
        static (ref Utf8JsonReader r) => PanelValue.Quantity(ref r, 1 << 20, 0),
        static (ref Utf8JsonReader r) => PanelValue.Flag(ref r),
        static (ref Utf8JsonReader r) => PanelValue.Time(ref r),
    ];

    private static IEnumerable<PanelReplyReader<object?>> Rows() =>
        from type in typeof(PanelConnection).Assembly.GetTypes()
        where !type.ContainsGenericParameters && !type.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute))
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where !method.ContainsGenericParameters && !method.ReturnType.IsValueType && method.ReturnType != typeof(void)
        where method.GetParameters() is [{ ParameterType: var parameter }] && parameter == typeof(Utf8JsonReader).MakeByRefType()
        select method.CreateDelegate<PanelReplyReader<object?>>();
}
