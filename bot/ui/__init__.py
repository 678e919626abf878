"""The web page: Streamlit, thin, in Dutch."""
