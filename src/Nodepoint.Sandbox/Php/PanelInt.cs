namespace Nodepoint.Sandbox.Php;

/// <summary>The panel's own whole number: intval, but strict where that gives the largest 32-bit one.</summary>
internal static class PanelInt
{
    public static long Of(object? value)
    {
        var number = Loose.Int(value);
        if (number != int.MaxValue) return number;
        var text = Loose.Text(value);
        return PhpRegex.IsMatch("/^([-]?)[0]*([1-9][0-9]*)([^0-9].*)*$/", text) ? number : 0;
    }
}
