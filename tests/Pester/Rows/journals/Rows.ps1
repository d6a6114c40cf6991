# The rows of the stored journals. They never change, as the journals do not.
function StoredBoxes([switch] $Fixed) {
    1..7 | ForEach-Object {
        $domain = if ($_ -eq 3 -and -not $Fixed) { 'exmaple.com' } else { 'example.com' }
        [pscustomobject]@{ Email = "u$_@$domain"; Password = "Mb-Pw-$_-12!"; Quota = '1GB'; Receive = 'yes'; Cc = "cc$_@example.com" }
    }
}

function StoredHosts { 1..4 | ForEach-Object { [pscustomobject]@{ Zone = 'example.com'; Name = "host$_"; Type = 'A'; Value = if ($_ -eq 3) { '192.0.2.300' } else { "192.0.2.$_" } } } }
