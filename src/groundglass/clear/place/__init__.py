"""What a fixed camera's scene looks like without passers-by, and how that is proven.

`grid` reduces a picture to what is compared, `light` separates light from content, `proof` keeps the
looks and weighs the evidence, `visitors` follows what does not match, `view` says whether the picture
as a whole can be judged, `memory` joins them, `keep` writes a proven place as bytes. Painting is
elsewhere (frost/). Nothing here knows what a person is: whatever is not proven is hidden.
"""
