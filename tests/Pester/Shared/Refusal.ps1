<#
Dot-sourced by specs: New-Refusal starts a proxy in front of a panel that refuses chosen calls with a fault of the panel, so that a spec can
let each step of a command fail. Refuse('dns_txt_add', 2) refuses the second call of that function and all after it; Refuse('mail_user_add', 1, 1)
only the first one.
#>
. (Join-Path $PSScriptRoot PanelProxy.ps1)
if (-not ('Nodepoint.Specs.Refusal' -as [type])) {
    # A class of its own name, because other proxies may be loaded too.
    Add-Type -TypeDefinition (($panelProxySource + @'
namespace Nodepoint.Specs
{
    public sealed class Refusal : PanelProxy
    {
        private readonly object _lock = new object();
        private readonly System.Collections.Generic.List<string> _calls = new System.Collections.Generic.List<string>();
        private string[] _functions = new string[0];
        private int _first, _last, _count;

        public Refusal(Uri panel) : base(panel)
        {
        }

        // The functions that were called and not refused.
        public string[] Calls { get { lock (_lock) return _calls.ToArray(); } }

        public void Refuse(string functions, int first, int count)
        {
            lock (_lock)
            {
                _functions = functions.Split(' ');
                (_first, _last, _count) = (first, first + count - 1, 0);
                _calls.Clear();
            }
        }

        public void Open() { Refuse("", 1, 0); }

        protected override Task<Func<bool>> BeginAsync(string function) => Task.FromResult<Func<bool>>(() => true);

        protected override string Refuse(string function)
        {
            lock (_lock)
            {
                if (Array.IndexOf(_functions, function) >= 0 && ++_count >= _first && _count <= _last)
                    return "{\"code\":\"remote_fault\",\"message\":\"The test refuses " + function + ".\",\"response\":false}";
                _calls.Add(function);
                return null;
            }
        }
    }
}
'@) -replace '\bPanelProxy\b', 'RefusalProxy')
}

function New-Refusal([uri] $Panel) { [Nodepoint.Specs.Refusal]::new($Panel) }
