<#
Dot-sourced by specs: New-Hold starts a proxy in front of a panel that holds calls until a spec lets them go, and lists the calls. A spec can so see
that something ends while the panel has not answered, without looking at a clock.
#>
. (Join-Path $PSScriptRoot PanelProxy.ps1)
if (-not ('Nodepoint.Specs.Hold' -as [type])) {
    Add-Type -TypeDefinition (($panelProxySource + @'
namespace Nodepoint.Specs
{
    public sealed class Hold : PanelProxy
    {
        private readonly object _lock = new object();
        private readonly System.Collections.Generic.List<string> _calls = new System.Collections.Generic.List<string>();
        private Regex _held = new Regex("(?!)");
        private TaskCompletionSource<bool> _open = new TaskCompletionSource<bool>();
        private int _waiting;

        public Hold(Uri panel) : base(panel)
        {
        }

        // The functions that were called since the last Clear.
        public string[] Calls { get { lock (_lock) return _calls.ToArray(); } }

        // How many calls are held.
        public int Waiting { get { lock (_lock) return _waiting; } }

        public void Clear() { lock (_lock) _calls.Clear(); }

        // Holds the calls of functions that match from now on.
        public void Close(string functions)
        {
            lock (_lock)
            {
                _held = new Regex(functions);
                _open = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        // Lets go of the calls, and holds none any more.
        public void Open()
        {
            lock (_lock)
            {
                _held = new Regex("(?!)");
                _open.TrySetResult(true);
            }
        }

        protected override async Task<Func<bool>> BeginAsync(string function)
        {
            Task open = Task.CompletedTask;
            lock (_lock)
            {
                _calls.Add(function);
                if (_held.IsMatch(function))
                {
                    open = _open.Task;
                    _waiting++;
                }
            }

            if (!open.IsCompleted)
            {
                await open;
                lock (_lock) _waiting--;
            }

            return () => true;
        }
    }
}
'@) -replace '\bPanelProxy\b', 'HoldBase')
}

function New-Hold([uri] $Panel) { [Nodepoint.Specs.Hold]::new($Panel) }
