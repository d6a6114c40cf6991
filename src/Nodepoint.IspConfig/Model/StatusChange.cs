using Nodepoint.IspConfig.Panel.Changes;

namespace Nodepoint.IspConfig.Model;

/// <summary>Enables or disables a record by a call that changes nothing else.</summary>
/// <typeparam name="T">The record's type.</typeparam>
/// <param name="noun">The noun.</param>
/// <param name="value">The record as it is.</param>
/// <param name="active">Whether it is enabled.</param>
internal sealed class StatusChange<T>(PanelNoun<T> noun, T value, bool active) : ICallChange where T : PanelObject
{
    /// <inheritdoc/>
    public ObservedChange Describe(string function) => new(function, ObservedAction.Change)
    {
        Noun = noun.CmdletNoun ?? noun.Title,
        Key = noun.KeyOf(value),
        Id = value.Id,
        Members = [new MemberChange("Active", (!active).ToString(), active.ToString())],
    };
}
