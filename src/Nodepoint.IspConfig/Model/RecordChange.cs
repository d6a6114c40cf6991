using Nodepoint.IspConfig.Panel.Changes;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Model;

/// <summary>The change of a record by one call.</summary>
/// <typeparam name="T">The record's type.</typeparam>
/// <param name="noun">The noun.</param>
/// <param name="action">What the call does with it.</param>
/// <param name="value">The record as the call leaves it.</param>
/// <param name="columns">The columns that it changes.</param>
/// <param name="before">The record as it was; null if it is not known.</param>
internal sealed class RecordChange<T>(PanelNoun<T> noun, ObservedAction action, T value, ColumnSet columns = default, T? before = null) : ICallChange where T : PanelObject
{
    /// <summary>What is changed beside the columns.</summary>
    public IEnumerable<MemberChange> Others { get; init; } = [];

    /// <inheritdoc/>
    public ObservedChange Describe(string function) => new(function, action)
    {
        Noun = noun.CmdletNoun ?? noun.Title,
        Key = noun.KeyOf(before ?? value),
        Id = value.Id > 0 ? value.Id : null,
        Members = [.. columns.Select(Member), .. Others],
    };

    private MemberChange Member(int ordinal)
    {
        var name = noun.Columns[ordinal].Member;
        return noun.Secrets.Contains(ordinal) ? new MemberChange(name, null, null) { IsSecret = true }
            : new MemberChange(name, before is null ? null : ChangeText<T>.ValueOf(noun, ordinal, before), ChangeText<T>.ValueOf(noun, ordinal, value));
    }
}
