using System.Reflection;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Model;

/// <summary>Compares a record that was read before with what it is now.</summary>
internal static class StaleRecord
{
    /// <summary>Refuses a record whose key, owner, or parent has changed since it was read.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="noun">The noun.</param>
    /// <param name="before">The record as it was read.</param>
    /// <param name="current">The record with the same ID as it is now.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <exception cref="PanelException">It has changed.</exception>
    public static async ValueTask CheckAsync<T>(PanelNoun<T> noun, T before, T current, PanelLookup lookup, CancellationToken cancel) where T : PanelObject
    {
        var renamed = !string.Equals(noun.KeyOf(before), noun.KeyOf(current), noun.KeyComparison);
        var moved = noun.IsOwned && before.OwnerGroupId > 0 && before.OwnerGroupId != current.OwnerGroupId;
        if (!renamed && !moved && Parents<T>.All.All(parent => Equals(parent.GetValue(before), parent.GetValue(current)))) return;
        var owner = moved ? $", and belongs to {await lookup.DescribeAsync(await lookup.OwnerOfGroupAsync(current.OwnerGroupId, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false)}" : "";
        var what = renamed ? $"is now '{noun.KeyOf(current)}'{owner}" : moved ? $"now belongs to {owner[", and belongs to ".Length..]}" : "now belongs to another record";
        throw new PanelException(FaultKind.Conflict, noun.Functions + "_get", $"{noun.Title.Capitalized()} '{noun.KeyOf(before)}' (ID {before.Id}) has changed since it was read: it {what}. Nothing was sent. Read it again, check it, and run the command again.");
    }

    // The links to the record that a record belongs to.
    private static class Parents<T>
    {
        public static readonly PropertyInfo[] All = [.. typeof(T).GetProperties().Where(member => member.GetCustomAttribute<LinkAttribute>() is { Parent: true })];
    }
}
